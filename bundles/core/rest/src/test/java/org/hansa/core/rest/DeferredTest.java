package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.hansa.core.api.Pending;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Snapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A write that takes long, asked of a server of few threads. */
class DeferredTest {

  private static final int THREADS = 6;
  private static final int MANY = 30;
  private static final long ONE = 10 << 10;

  private final Server server = new Server(new QueuedThreadPool(THREADS, 2));
  private final ServerConnector connector = new ServerConnector(server, 1, 1);
  private final Answers answers = new Answers();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Queue<Held> held = new ConcurrentLinkedQueue<>();

  /** Whether each request was left to be answered later, in turn. */
  private final Queue<Boolean> left = new ConcurrentLinkedQueue<>();

  /** Done when the test says so. */
  private record Held(CompletableFuture<String> result) implements Pending {

    @Override
    public boolean isDone() {
      return result.isDone();
    }

    @Override
    public void then(Runnable told) {
      var unused = result.whenComplete((text, failure) -> told.run());
    }

    @Override
    public Snapshot await() {
      throw new UnsupportedOperationException();
    }

    Reply reply() {
      String text = result.handle((t, e) -> e == null ? t : "").join();
      if (text.isEmpty()) {
        throw new Problem(Problem.Reason.PRECONDITION, "it was changed", "Read it again.");
      }
      return new Reply(200, Map.of(), text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void open(long most) throws Exception {
    Deferred deferred = new Deferred(answers, most);
    HttpServlet servlet =
        new HttpServlet() {
          private static final long serialVersionUID = 1L;

          @Override
          protected void service(HttpServletRequest request, HttpServletResponse response)
              throws IOException {
            if (request.getMethod().equals("GET")) {
              return;
            }
            request.setAttribute(Call.ID, "its-id");
            Held one = new Held(new CompletableFuture<>());
            held.add(one);
            deferred.answer(new Outcome(one, one::reply), request, response);
            left.add(request.isAsyncStarted());
          }
        };
    ServletContextHandler context = new ServletContextHandler();
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/*");
    server.setHandler(context);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.start();
  }

  @AfterEach
  void close() throws Exception {
    held.forEach(one -> one.result().complete("late"));
    server.stop();
    answers.close();
  }

  private CompletableFuture<HttpResponse<String>> ask(String method) {
    URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("x");
    HttpRequest request = HttpRequest.newBuilder(uri).method(method, body).build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void whatWaitsForTheDiskHoldsNoThread() throws Exception {
    open(MANY * ONE);
    List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      asked.add(ask("PUT"));
    }
    await().until(() -> left.size() == MANY);
    assertThat(ask("GET").join().statusCode()).isEqualTo(200);
    assertThat(asked).noneMatch(CompletableFuture::isDone);
    held.forEach(one -> one.result().complete("done"));
    assertThat(asked).allMatch(one -> one.join().body().equals("done"));
  }

  @Test
  void whatIsRefusedLateIsToldSo() throws Exception {
    open(ONE);
    CompletableFuture<HttpResponse<String>> asked = ask("PUT");
    await().until(() -> left.size() == 1);
    held.element().result().completeExceptionally(new IllegalStateException());
    assertThat(asked.join().statusCode()).isEqualTo(Problem.Reason.PRECONDITION.status());
    assertThat(asked.join().body()).contains("it was changed", "its-id");
  }

  @Test
  void beyondTheBoundAThreadWaits() throws Exception {
    open(ONE);
    CompletableFuture<HttpResponse<String>> first = ask("PUT");
    await().until(() -> left.size() == 1);
    CompletableFuture<HttpResponse<String>> second = ask("PUT");
    await().until(() -> held.size() == 2);
    held.forEach(one -> one.result().complete("done"));
    assertThat(first.join().body()).isEqualTo("done");
    assertThat(second.join().body()).isEqualTo("done");
    assertThat(left).containsExactly(true, false);
  }

  @Test
  void aClientThatLeavesTakesNoPlace() throws Exception {
    open(ONE);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
      String request = "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      await().until(() -> left.size() == 1);
    }
    held.remove().result().complete("done");
    await()
        .until(
            () -> {
              CompletableFuture<HttpResponse<String>> next = ask("PUT");
              int turn = left.size();
              await().until(() -> !held.isEmpty());
              held.remove().result().complete("done");
              assertThat(next.join().body()).isEqualTo("done");
              await().until(() -> left.size() > turn);
              return List.copyOf(left).get(left.size() - 1);
            });
  }
}
