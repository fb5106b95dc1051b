package org.hansa.core.driver.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;

/** A request as the platform's client takes it. */
final class Outgoing {

  private Outgoing() {}

  /**
   * @param shown to the server
   * @param proxy what is shown to a proxy
   * @param upload of the request's body, if it is a stream
   * @throws IllegalArgumentException if the platform will not send it
   */
  static HttpRequest of(
      Request request,
      URI address,
      Optional<Credentials.Header> shown,
      Optional<String> proxy,
      Optional<Upload> upload) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(address);
    builder.setHeader("User-Agent", "hansa");
    builder.setHeader("Accept", "application/json, */*;q=0.5");
    proxy.ifPresent(value -> builder.setHeader("Proxy-Authorization", value));
    request.headers().forEach(builder::setHeader);
    type(request.body()).ifPresent(type -> builder.setHeader("Content-Type", type));
    shown.ifPresent(header -> builder.setHeader(header.name(), header.value()));
    return builder.method(request.method(), publisher(request.body(), upload)).build();
  }

  private static Optional<String> type(Body body) {
    if (body instanceof Body.Bytes bytes) {
      return Optional.of(bytes.type());
    }
    return body instanceof Body.Streamed streamed ? Optional.of(streamed.type()) : Optional.empty();
  }

  private static BodyPublisher publisher(Body body, Optional<Upload> upload) {
    if (body instanceof Body.Bytes bytes) {
      return BodyPublishers.ofByteArray(bytes.bytes());
    }
    return upload.map(Upload::publisher).orElseGet(BodyPublishers::noBody);
  }
}
