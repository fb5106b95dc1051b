package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.hansa.itests.bench.Bound;
import org.hansa.itests.bench.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One writer, many watchers, each event of about 1 kB: how many are delivered a second until the
 * last watcher has seen the last write, and that none missed one. Both over HTTP, by the same
 * programs; and an etcd of its own by gRPC, which is reported beside.
 */
class WatchBench {

  private static final int WATCHERS = Integer.getInteger("hansa.bench.watchers", 1000);
  private static final int ROUNDS = Integer.getInteger("hansa.bench.rounds", 5);
  private static final int WARM = 2;
  private static final long TIME = 3000;

  @TempDir Path folder;

  /** One side: who writes, who watches, and what was counted before. */
  private static final class Side implements AutoCloseable {
    private final String kind;
    private final int port;
    private final String token;
    private final LoadProcess writer;
    private final LoadProcess watchers;
    private long before;

    Side(String kind, int port, String token) throws IOException {
      this.kind = kind;
      this.port = port;
      this.token = token;
      boolean grpc = kind.equals("grpc");
      writer = new LoadProcess(grpc ? GrpcLoad.class : Load.class);
      watchers = new LoadProcess(grpc ? GrpcWatchLoad.class : WatchLoad.class);
      write(500);
      watchers.order(String.join(" ", kind, port + "", token, WATCHERS + "", "0", "0"));
    }

    private LoadProcess.Rate write(long millis) throws IOException {
      return writer.run(kind + "-put", port, token, 1, 1, millis);
    }

    double round() throws IOException {
      long began = System.nanoTime();
      LoadProcess.Rate wrote = write(TIME);
      String[] seen = watchers.order(wrote.last() + "");
      double seconds = (System.nanoTime() - began) / 1e9;
      assertThat(seen[1]).as("%s: the last that all have seen", kind).isEqualTo("" + wrote.last());
      assertThat(seen[2]).as("%s: gaps", kind).isEqualTo("0");
      double events = Long.parseLong(seen[0]) - before;
      before = Long.parseLong(seen[0]);
      Report.say(
          "%s: %.0f writes/s, %.0f events/s in %.1f s",
          kind, wrote.perSecond(), events / seconds, seconds);
      return events / seconds;
    }

    @Override
    public void close() {
      writer.close();
      watchers.close();
    }
  }

  @Test
  void deliveriesAgainstEtcd() throws Exception {
    Distribution hansa = Distribution.withAdministrator(folder, folder);
    Files.writeString(
        hansa.state().resolve("etc/org.hansa.core.rest.cfg"),
        "watchersEach = " + 2 * WATCHERS + "\nrequestsPerSecond = 0\n");
    Figures rates = new Figures("events delivered", "1/s");
    Figures grpcRates = new Figures("events delivered", "1/s");
    hansa.start();
    try (Etcd etcd = new Etcd(folder);
        Etcd other = new Etcd(Files.createDirectory(folder.resolve("grpc")));
        Side direct = new Side("grpc", other.port(), "none");
        Side theirs = new Side("etcd", etcd.port(), "none");
        Side ours = new Side("hansa", hansa.http(), Distribution.TOKEN)) {
      for (int round = 1 - WARM; round <= ROUNDS; round++) {
        double peer = theirs.round();
        double own = ours.round();
        double byGrpc = direct.round();
        if (round > 0) {
          rates.peers(peer);
          rates.ours(own);
          grpcRates.peers(byGrpc);
          grpcRates.ours(own);
        }
      }
    } finally {
      hansa.end();
    }
    Report.print(heading("JSON gateway"), List.of(rates.line(Bound.atLeast(1))));
    Report.print(heading("gRPC, no bound"), List.of(grpcRates.line()));
  }

  private static String heading(String door) {
    return String.format(
        Locale.ROOT,
        "1 writer, %d watchers, no gaps: Hansa's REST door | etcd's %s, median of %d",
        WATCHERS,
        door,
        ROUNDS);
  }
}
