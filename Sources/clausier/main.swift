// SPDX-License-Identifier: EUPL-1.2
import App
import Foundation

// What it writes holds personal data: only its own account reads it.
umask(0o077)
exit(await ClausierCommandLine.run(Array(CommandLine.arguments.dropFirst())))
