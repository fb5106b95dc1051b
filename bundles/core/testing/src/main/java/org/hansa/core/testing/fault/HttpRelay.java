package org.hansa.core.testing.fault;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** One client's connection: its exchanges one after the other. HTTP/1.1, without upgrades. */
final class HttpRelay {

  /** What it needs of the proxy. */
  interface Proxy {
    Fate fate(String method, String path);

    /** A connection to the server, known to the proxy. */
    Socket far() throws IOException;

    Pause pause();
  }

  private final Wire wire;
  private final Proxy proxy;
  private final DefaultBHttpServerConnection near =
      new DefaultBHttpServerConnection("http", Http1Config.DEFAULT);
  private Optional<DefaultBHttpClientConnection> far = Optional.empty();

  HttpRelay(Wire wire, Proxy proxy) {
    this.wire = wire;
    this.proxy = proxy;
  }

  /** Returns when the connection is to be closed. */
  void run() throws IOException, HttpException {
    near.bind(wire.spoken());
    try {
      boolean again = true;
      while (again) {
        ClassicHttpRequest request = near.receiveRequestHeader();
        again = request != null && exchange(request);
      }
    } finally {
      if (far.isPresent()) {
        far.get().close();
      }
    }
  }

  private boolean exchange(ClassicHttpRequest request) throws IOException, HttpException {
    String path = request.getPath().replaceFirst("[?].*", "");
    Fate fate = proxy.fate(request.getMethod(), path);
    Optional<Fault.Lost> lost = fate.first(Fault.Lost.class);
    if (lost.isPresent() && !lost.get().passed()) {
      throw new Wire.Ended(lost.get().ending());
    }
    goOn(request);
    near.receiveRequestEntity(request);
    OutputStream out = new BufferedOutputStream(new Paced(wire.out(), proxy.pause(), fate));
    Optional<Fault.Answer> own = fate.first(Fault.Answer.class);
    if (own.isPresent()) {
      EntityUtils.consume(request.getEntity());
      proxy.pause().nanos(fate.late().toNanos());
      new Answering(out, fate).send(own.get());
      return !closes(request.getFirstHeader("Connection"));
    }
    ClassicHttpResponse answer = asked(request);
    if (lost.isPresent()) {
      EntityUtils.consume(answer.getEntity());
      throw new Wire.Ended(lost.get().ending());
    }
    proxy.pause().nanos(fate.late().toNanos());
    boolean reusable = new Answering(out, fate).send(answer, isBodiless(request, answer));
    return reusable
        && !closes(request.getFirstHeader("Connection"))
        && !closes(answer.getFirstHeader("Connection"));
  }

  /** Who asks first whether it may send the body may. */
  private void goOn(ClassicHttpRequest request) throws IOException {
    if (request.containsHeader("Expect")) {
      request.removeHeaders("Expect");
      wire.out().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      wire.out().flush();
    }
  }

  private ClassicHttpResponse asked(ClassicHttpRequest request) throws IOException, HttpException {
    // A server may end what has long said nothing; without the proxy the client would see it.
    if (far.isEmpty() || far.get().isStale()) {
      DefaultBHttpClientConnection made = new DefaultBHttpClientConnection(Http1Config.DEFAULT);
      made.bind(proxy.far());
      far = Optional.of(made);
    }
    DefaultBHttpClientConnection server = far.get();
    server.sendRequestHeader(request);
    if (request.getEntity() != null) {
      server.sendRequestEntity(request);
    }
    server.flush();
    ClassicHttpResponse answer = server.receiveResponseHeader();
    while (answer.getCode() < 200) {
      answer = server.receiveResponseHeader();
    }
    if (!isBodiless(request, answer)) {
      server.receiveResponseEntity(answer);
    }
    return answer;
  }

  private static boolean isBodiless(ClassicHttpRequest request, ClassicHttpResponse answer) {
    return request.getMethod().equals("HEAD") || answer.getCode() == 204 || answer.getCode() == 304;
  }

  private static boolean closes(Header connection) {
    return connection != null && connection.getValue().equalsIgnoreCase("close");
  }
}
