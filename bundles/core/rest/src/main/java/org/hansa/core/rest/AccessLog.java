package org.hansa.core.rest;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ServletConfig;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.hansa.core.api.gate.Principal;

/**
 * Stands before the door and writes a line of each request once it has ended: id, account, method,
 * path, status, bytes of the body and milliseconds; {@code cut} at its end if the answer was not
 * sent whole. Of the query nothing is told, for there may be secrets in it, and nothing that could
 * be taken for another line.
 */
final class AccessLog extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 300;
  private static final long TENTH = 100_000;

  private final transient HttpServlet door;
  private final transient Consumer<String> lines;
  private final transient LongSupplier nanos;

  /**
   * @param lines takes them, from any thread
   * @param nanos a clock that never goes back
   */
  AccessLog(HttpServlet door, Consumer<String> lines, LongSupplier nanos) {
    this.door = door;
    this.lines = lines;
    this.nanos = nanos;
  }

  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    door.init(config);
  }

  @Override
  public void destroy() {
    door.destroy();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Visit visit = new Visit(request, new Counted(response), nanos.getAsLong());
    boolean whole = false;
    try {
      door.service(request, visit.response);
      whole = true;
    } finally {
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(visit);
      } else {
        visit.end(whole);
      }
    }
  }

  /** One request, from when it came until its answer is sent. */
  private final class Visit implements AsyncListener {

    private final HttpServletRequest request;
    private final Counted response;
    private final long came;
    private boolean failed;

    Visit(HttpServletRequest request, Counted response, long came) {
      this.request = request;
      this.response = response;
      this.came = came;
    }

    void end(boolean whole) {
      StringBuilder line = new StringBuilder(128);
      add(line, String.valueOf(request.getAttribute(Call.ID)));
      Object who = request.getAttribute(Call.PRINCIPAL);
      add(line.append(' '), who instanceof Principal principal ? principal.name() : "-");
      add(line.append(' '), request.getMethod());
      add(line.append(' '), Objects.requireNonNullElse(request.getRequestURI(), "-"));
      line.append(' ').append(response.getStatus()).append(' ').append(response.bytes());
      long tenths = (nanos.getAsLong() - came) / TENTH;
      line.append(' ').append(tenths / 10).append('.').append(tenths % 10);
      lines.accept(whole ? line.toString() : line.append(" cut").toString());
    }

    @Override
    public void onComplete(AsyncEvent event) {
      end(!failed);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      failed = true;
    }

    @Override
    public void onError(AsyncEvent event) {
      failed = true;
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }

  private static void add(StringBuilder line, String text) {
    int length = Math.min(text.length(), LONGEST);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      line.append(c > ' ' && c < 0x7f ? c : '?');
    }
    if (length < text.length()) {
      line.append("...");
    }
  }
}
