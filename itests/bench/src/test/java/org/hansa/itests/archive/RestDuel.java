package org.hansa.itests.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.hansa.itests.bench.Report;

/** The installed archive and etcd, asked over HTTP by the same load process, in turn. */
final class RestDuel implements AutoCloseable {

  private static final int ROUNDS = Integer.getInteger("hansa.bench.rounds", 5);
  private static final long WARM = Integer.getInteger("hansa.bench.warm", 10) * 1000L;
  private static final long TIME = 4000;

  private final Distribution hansa;
  private final Etcd etcd;
  private final LoadProcess load;

  RestDuel(Path folder) throws IOException {
    hansa = Distribution.withAdministrator(folder, folder);
    hansa.start();
    etcd = new Etcd(folder);
    load = new LoadProcess(Load.class);
  }

  /**
   * @param what {@code put} or {@code txn}
   * @param size resources of a transaction
   */
  Figures run(String what, int clients, int size) throws IOException {
    Figures rates = new Figures(what + ", " + clients + " clients", "1/s");
    Figures slowest = new Figures("p99", "ms");
    etcd(what, clients, size, 2000);
    hansa(what, clients, size, WARM);
    for (int round = 1; round <= ROUNDS; round++) {
      LoadProcess.Rate peer = etcd(what, clients, size, TIME);
      LoadProcess.Rate own = hansa(what, clients, size, TIME);
      rates.ours(own.perSecond());
      rates.peers(peer.perSecond());
      slowest.ours(own.p99());
      slowest.peers(peer.p99());
      Report.say(
          "round %d: %.0f/s, p50 %.2f, p99 %.2f ms | etcd %.0f/s, p50 %.2f, p99 %.2f ms",
          round, own.perSecond(), own.p50(), own.p99(), peer.perSecond(), peer.p50(), peer.p99());
    }
    Report.print(
        String.format(
            Locale.ROOT,
            "%d clients, %d resources of about 1 kB each: Hansa's REST door | etcd's JSON gateway,"
                + " median of %d",
            clients,
            size,
            ROUNDS),
        List.of(rates.line(), slowest.line()));
    return rates;
  }

  private LoadProcess.Rate etcd(String what, int clients, int size, long millis)
      throws IOException {
    return load.run("etcd-" + what, etcd.port(), "none", clients, size, millis);
  }

  private LoadProcess.Rate hansa(String what, int clients, int size, long millis)
      throws IOException {
    return load.run("hansa-" + what, hansa.http(), Distribution.TOKEN, clients, size, millis);
  }

  Distribution hansa() {
    return hansa;
  }

  @Override
  public void close() throws IOException {
    load.close();
    etcd.close();
    hansa.end();
  }
}
