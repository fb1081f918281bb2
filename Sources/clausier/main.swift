// SPDX-License-Identifier: EUPL-1.2
import App
import Foundation

exit(await ClausierCommandLine.run(Array(CommandLine.arguments.dropFirst())))
