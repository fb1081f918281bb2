// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// How many files and sockets the system lets this process hold open.
public enum OpenFiles {
  /// The soft limit now; 1024 when the system does not say.
  public static var most: Int {
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { return 1024 }
    return Int(clamping: limit.rlim_cur)
  }

  #if os(Linux)
    private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #else
    private static let resource = RLIMIT_NOFILE
  #endif
}
