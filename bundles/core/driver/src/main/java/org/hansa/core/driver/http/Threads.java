package org.hansa.core.driver.http;

import java.net.http.HttpClient;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The threads of one caller: few, and gone soon after they were of use. */
final class Threads extends ThreadPoolExecutor {

  private static final Pattern NUMBER = Pattern.compile(".*\\((\\d+)\\)");

  Threads(String name, int most) {
    super(
        most,
        most,
        10,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        work -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        },
        new DiscardPolicy());
    allowCoreThreadTimeOut(true);
  }

  /**
   * The client of Java 17 cannot be closed: its own thread ends when nobody refers to the client
   * any more and that has been noticed, which may take hours. It also ends when it is interrupted,
   * and its connections with it. It is found by its name; were it called otherwise one day, it
   * would end as late as Java wants.
   */
  void end(HttpClient client) {
    Matcher number = NUMBER.matcher(client.toString());
    if (number.matches()) {
      String name = "HttpClient-" + number.group(1) + "-SelectorManager";
      Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().equals(name))
          .forEach(Thread::interrupt);
    }
    shutdownNow();
  }
}
