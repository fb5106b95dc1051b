package org.hansa.itests.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.hansa.itests.bench.Bound;
import org.hansa.itests.bench.Report;

/**
 * The installed archive and etcd, asked over HTTP by the same load process, in turn; and etcd by
 * gRPC, which is reported beside.
 */
final class RestDuel implements AutoCloseable {

  private static final int ROUNDS = Integer.getInteger("hansa.bench.rounds", 5);
  private static final long WARM = Integer.getInteger("hansa.bench.warm", 10) * 1000L;
  private static final long TIME = 4000;
  private static final int CROWD = 64;

  private final Distribution hansa;
  private final Etcd etcd;
  private final LoadProcess load;
  private final LoadProcess grpc;

  RestDuel(Path folder) throws IOException {
    hansa = Distribution.withAdministrator(folder, folder);
    hansa.start();
    etcd = new Etcd(folder);
    load = new LoadProcess(Load.class);
    grpc = new LoadProcess(GrpcLoad.class);
  }

  /**
   * @param what {@code put} or {@code txn}
   * @param size resources of a transaction
   */
  Figures run(String what, int clients, int size, Bound bound) throws IOException {
    Figures rates = new Figures(what + ", " + clients + " clients", "1/s");
    Figures slowest = new Figures("p99", "ms");
    Figures grpcRates = new Figures(what + ", " + clients + " clients", "1/s");
    Figures grpcSlowest = new Figures("p99", "ms");
    warm(what, clients, size);
    for (int round = 1; round <= ROUNDS; round++) {
      LoadProcess.Rate peer = etcd(what, clients, size, TIME);
      LoadProcess.Rate own = hansa(what, clients, size, TIME);
      LoadProcess.Rate direct = grpc(what, clients, size, TIME);
      rates.ours(own.perSecond());
      rates.peers(peer.perSecond());
      slowest.ours(own.p99());
      slowest.peers(peer.p99());
      grpcRates.ours(own.perSecond());
      grpcRates.peers(direct.perSecond());
      grpcSlowest.ours(own.p99());
      grpcSlowest.peers(direct.p99());
      Report.say("round %d: %s | etcd %s | by gRPC %s", round, text(own), text(peer), text(direct));
    }
    Report.print(
        heading(clients, size, "JSON gateway"), List.of(rates.line(bound), slowest.line()));
    Report.print(
        heading(clients, size, "gRPC, no bound"), List.of(grpcRates.line(), grpcSlowest.line()));
    return rates;
  }

  /**
   * What is measured is a server that has been at it for a while. A single client asks too seldom
   * to bring a JVM there, so many do; then the clients that count.
   */
  private void warm(String what, int clients, int size) throws IOException {
    grpc(what, CROWD, size, WARM);
    hansa(what, CROWD, size, WARM);
    etcd(what, clients, size, 2000);
    grpc(what, clients, size, 2000);
    hansa(what, clients, size, WARM);
  }

  private static String text(LoadProcess.Rate rate) {
    return String.format(
        Locale.ROOT, "%.0f/s, p50 %.2f, p99 %.2f ms", rate.perSecond(), rate.p50(), rate.p99());
  }

  private static String heading(int clients, int size, String door) {
    return String.format(
        Locale.ROOT,
        "%d clients, %d resources of about 1 kB each: Hansa's REST door | etcd's %s, median of %d",
        clients,
        size,
        door,
        ROUNDS);
  }

  private LoadProcess.Rate grpc(String what, int clients, int size, long millis)
      throws IOException {
    return grpc.run("grpc-" + what, etcd.port(), "none", clients, size, millis);
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
    grpc.close();
    etcd.close();
    hansa.end();
  }
}
