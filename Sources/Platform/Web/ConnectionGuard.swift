// SPDX-License-Identifier: EUPL-1.2
import HTTPTypes
public import NIOCore
import NIOHTTP1
public import NIOHTTPTypes

/// Watches one connection: how long its client takes to send a request and to read the answer, and whether there is a place for it.
/// It stands between the decoder of HTTP and the application; what it refuses never reaches a handler.
public final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  public typealias InboundIn = HTTPRequestPart
  public typealias InboundOut = HTTPRequestPart
  public typealias OutboundIn = HTTPResponsePart
  public typealias OutboundOut = HTTPResponsePart

  private enum Asked { case nothing, body, whole }
  private enum Answered { case nothing, partly, whole }

  private let limits: ConnectionLimits
  private let count: ConnectionCount
  private let page: @Sendable (ConnectionRefusal) -> String
  private var hasPlace = false
  private var isRefused = false
  private var hasServed = false
  private var asked = Asked.nothing
  private var answered = Answered.whole
  private var received = 0
  private var waited: TimeAmount = .zero
  private var waitingSince: NIODeadline?
  private var timer: Scheduled<Void>?
  private var stalled: Scheduled<Void>?

  /// - Parameter page: the HTML that says a refusal.
  public init(
    limits: ConnectionLimits, count: ConnectionCount, page: @escaping @Sendable (ConnectionRefusal) -> String
  ) {
    (self.limits, self.count, self.page) = (limits, count, page)
  }

  public func channelActive(context: ChannelHandlerContext) {
    context.fireChannelActive()
    hasPlace = count.take(below: limits.connections)
    if hasPlace {
      awaitHead(TimeAmount(limits.head), context)
    } else {
      refuse(.crowded, context)
    }
  }

  public func channelInactive(context: ChannelHandlerContext) {
    leave()
    context.fireChannelInactive()
  }

  public func handlerRemoved(context: ChannelHandlerContext) { leave() }

  private func leave() {
    timer?.cancel()
    stalled?.cancel()
    if hasPlace { count.leave() }
    hasPlace = false
  }

  // MARK: what comes in

  public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isRefused else { return }
    switch unwrapInboundIn(data) {
    case .head:
      (asked, answered, received, waited) = (.body, .nothing, 0, .zero)
      awaitBody(context)
    case .body(let bytes):
      received += bytes.readableBytes
    case .end:
      asked = .whole
      timer?.cancel()
      rest(context)
    }
    context.fireChannelRead(data)
  }

  /// The application wants more: from now on it is the client that one waits for.
  public func read(context: ChannelHandlerContext) {
    if waitingSince == nil { waitingSince = .now() }
    context.read()
  }

  public func channelReadComplete(context: ChannelHandlerContext) {
    if let since = waitingSince { waited = waited + (.now() - since) }
    waitingSince = nil
    context.fireChannelReadComplete()
  }

  /// What is no HTTP, or has headers without end: said once, then closed.
  public func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard error is HTTPParserError, answered == .whole, !isRefused else { return context.fireErrorCaught(error) }
    refuse(.unreadable, context)
  }

  // MARK: what goes out

  public func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard !isRefused else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    switch unwrapOutboundIn(data) {
    case .head(var head):
      answered = .partly
      // The rest of the request will not be read: the client is told not to send another one here.
      if asked == .body { head.headerFields[.connection] = "close" }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body:
      context.write(data, promise: promise)
    case .end:
      answered = .whole
      hasServed = true
      context.write(data, promise: promise)
      rest(context)
    }
  }

  public func channelWritabilityChanged(context: ChannelHandlerContext) {
    stalled?.cancel()
    if !context.channel.isWritable {
      stalled = schedule(TimeAmount(limits.answer), context) { guarded, context in context.close(promise: nil) }
    }
    context.fireChannelWritabilityChanged()
  }

  // MARK: deadlines

  private func schedule(
    _ delay: TimeAmount, _ context: ChannelHandlerContext,
    _ act: @escaping (ConnectionGuard, ChannelHandlerContext) -> Void
  ) -> Scheduled<Void> {
    // The event loop owns both, and runs the task on itself.
    context.eventLoop.assumeIsolated().scheduleTask(in: delay) { act(self, context) }
  }

  private func awaitHead(_ delay: TimeAmount, _ context: ChannelHandlerContext) {
    timer?.cancel()
    timer = schedule(delay, context) { guarded, context in guarded.refuse(.slow, context) }
  }

  private func awaitBody(_ context: ChannelHandlerContext) {
    timer?.cancel()
    let waiting = waited + (waitingSince.map { .now() - $0 } ?? .zero)
    let left = limits.allowance(after: received) - waiting
    guard left > .zero else { return refuse(.slow, context) }
    timer = schedule(max(left, .milliseconds(10)), context) { guarded, context in guarded.awaitBody(context) }
  }

  /// Between two requests; or, answered before its end, a moment for the client to read why.
  private func rest(_ context: ChannelHandlerContext) {
    guard answered == .whole else { return }
    switch asked {
    case .whole:
      asked = .nothing
      awaitHead(TimeAmount(limits.idle), context)
    case .body:
      timer?.cancel()
      timer = schedule(TimeAmount(limits.farewell), context) { _, context in context.close(promise: nil) }
    case .nothing: break
    }
  }

  /// Says why, when nothing was answered yet, and closes. A client that keeps sending is not read any more.
  private func refuse(_ refusal: ConnectionRefusal, _ context: ChannelHandlerContext) {
    // A connection kept open that stays silent is closed without a word: nobody waits for one.
    let isIdle = refusal == .slow && asked == .nothing && hasServed
    let mayAnswer = answered != .partly && !isIdle
    isRefused = true
    timer?.cancel()
    guard mayAnswer else { return context.close(promise: nil) }
    let body = ByteBuffer(string: page(refusal))
    let head = HTTPResponse(
      status: refusal.status,
      headerFields: [
        .contentType: "text/html; charset=utf-8", .contentLength: String(body.readableBytes), .connection: "close",
        .retryAfter: "30", .cacheControl: "no-store",
      ])
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(body)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    context.close(mode: .output, promise: nil)
    timer = schedule(TimeAmount(limits.farewell), context) { _, context in context.close(promise: nil) }
  }
}

/// Why a connection is closed before a handler saw its request.
public enum ConnectionRefusal: Sendable {
  /// All places are taken.
  case crowded
  /// The request did not come in time.
  case slow
  /// What came is no request.
  case unreadable

  /// The status that says it.
  var status: HTTPResponse.Status {
    switch self {
    case .crowded: .serviceUnavailable
    case .slow: .requestTimeout
    case .unreadable: .badRequest
    }
  }
}
