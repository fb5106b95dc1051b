package org.hansa.platform.place.search;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Several searches at once, each on a thread of its own. */
public final class Several {

  private Several() {}

  /**
   * @param search makes what was found of the search with a number, from 0
   * @return in order of number
   */
  public static <T> List<T> run(int many, IntFunction<T> search) {
    ExecutorService threads = Executors.newFixedThreadPool(many);
    try {
      List<Future<T>> started = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        int number = i;
        started.add(threads.submit(() -> search.apply(number)));
      }
      List<T> found = new ArrayList<>();
      for (Future<T> one : started) {
        found.add(one.get());
      }
      return found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The search was interrupted.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException("A search failed.", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
