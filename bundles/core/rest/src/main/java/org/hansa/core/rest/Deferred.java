package org.hansa.core.rest;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a write when it is durable, and gives the thread back until then: to put a thread to
 * sleep and to wake it for each request took a fifth of the door's processor time. What may be
 * under way so is bounded; beyond that a thread waits, and there are only so many of them.
 * Thread-safe.
 */
final class Deferred {

  private static final Logger LOG = LoggerFactory.getLogger(Deferred.class);

  /** Bytes of bodies, and what is kept beside each. */
  private static final long MOST = 8L << 20;

  private static final long BESIDE = 8L << 10;

  private final Answers answers;
  private final long most;
  private final AtomicLong underWay = new AtomicLong();

  Deferred(Answers answers) {
    this(answers, MOST);
  }

  Deferred(Answers answers, long most) {
    this.answers = answers;
    this.most = most;
  }

  /** Returns before it has answered, unless it is known already or too much is under way. */
  void answer(Outcome outcome, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long weight = BESIDE + request.getContentLengthLong();
    boolean waits = outcome.pending().isDone() || !request.isAsyncSupported();
    if (waits || weight < BESIDE || !take(weight)) {
      outcome.reply().get().send(response);
      return;
    }
    String id = String.valueOf(request.getAttribute(Call.ID));
    AsyncContext context = request.startAsync();
    // The store always answers, if only that the disk does not.
    context.setTimeout(0);
    Runnable answer =
        () -> {
          try {
            write(outcome, request, response, id);
          } finally {
            underWay.addAndGet(-weight);
            context.complete();
          }
        };
    // Not on the thread that calls back: a client that does not read would hold up all writes.
    outcome.pending().then(() -> answers.add(answer));
  }

  private boolean take(long weight) {
    boolean fits = underWay.addAndGet(weight) <= most;
    if (!fits) {
      underWay.addAndGet(-weight);
    }
    return fits;
  }

  private static void write(
      Outcome outcome, HttpServletRequest request, HttpServletResponse response, String id) {
    try {
      try {
        outcome.reply().get().send(response);
      } catch (RuntimeException e) {
        if (response.isCommitted()) {
          // It has fewer bytes than it said, so the server cuts the connection.
          LOG.error("request {} was cut", id, e);
        } else {
          Trouble.of(e, id).send(request, response);
        }
      }
    } catch (IOException e) {
      LOG.debug("request {} was done, and its client is gone", id, e);
    }
  }
}
