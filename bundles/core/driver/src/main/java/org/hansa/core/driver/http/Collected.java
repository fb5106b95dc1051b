package org.hansa.core.driver.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A body as it comes in, as long as it may be. */
final class Collected implements HttpResponse.BodySubscriber<byte[]> {

  /** Thrown for a body that is longer. */
  static final class TooLong extends IOException {

    private static final long serialVersionUID = 1;

    TooLong(int most) {
      super("the answer has more than the " + most + " bytes that it may have");
    }
  }

  private final int most;
  private final long announced;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private final ByteArrayOutputStream so = new ByteArrayOutputStream();
  private volatile Flow.Subscription coming;
  private volatile int received;

  /**
   * @param announced its length, or less than 0
   */
  Collected(int most, long announced) {
    this.most = most;
    this.announced = announced;
  }

  int received() {
    return received;
  }

  /** Nothing more of it is wanted: the connection ends. */
  void stop() {
    Flow.Subscription subscription = coming;
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    coming = subscription;
    if (announced > most) {
      tooLong();
    } else {
      subscription.request(Long.MAX_VALUE);
    }
  }

  private void tooLong() {
    stop();
    whole.completeExceptionally(new TooLong(most));
  }

  @Override
  public void onNext(List<ByteBuffer> some) {
    for (ByteBuffer buffer : some) {
      if (buffer.remaining() > most - so.size()) {
        tooLong();
        return;
      }
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      so.writeBytes(bytes);
    }
    received = so.size();
  }

  @Override
  public void onError(Throwable thrown) {
    whole.completeExceptionally(thrown);
  }

  @Override
  public void onComplete() {
    whole.complete(so.toByteArray());
  }
}
