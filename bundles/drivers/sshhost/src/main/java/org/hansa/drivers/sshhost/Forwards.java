package org.hansa.drivers.sshhost;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.ForwardFacet;
import org.hansa.core.driver.workload.ForwardSpec;
import org.hansa.core.driver.workload.ForwardState;

/** Forwards as lines of one table over there, which one process of its own obeys. */
final class Forwards implements ForwardFacet {

  private static final int TRIES = 3;
  private static final String NONE = "-";

  private final Remote remote;
  private final RemoteHost host;
  private final ForwarderJar jar;
  private final String endpoint;

  Forwards(Remote remote, RemoteHost host, ForwarderJar jar, String endpoint) {
    this.remote = remote;
    this.host = host;
    this.jar = jar;
    this.endpoint = endpoint;
  }

  @Override
  public Duration settle() {
    return Duration.ofSeconds(5);
  }

  @Override
  public ForwardState expect(ForwardSpec spec) {
    spec.checked();
    return new ForwardState(spec.port(), spec.targets(), true);
  }

  @Override
  public Observed<ForwardState> observe(String uid, Deadline deadline) {
    return items(remote.ask(deadline, "forwards", Specs.uid(uid))).stream()
        .findFirst()
        .map(item -> Observed.settled(item.state()))
        .orElseGet(Observed::absent);
  }

  @Override
  public Observed<ForwardState> apply(String uid, ForwardSpec spec, Deadline deadline) {
    spec.checked();
    String targets = spec.targets().isEmpty() ? NONE : String.join(",", spec.targets());
    for (int i = 0; i < TRIES; i++) {
      Reply reply =
          remote.change(
              deadline,
              new byte[0],
              "forward",
              Specs.uid(uid),
              Integer.toString(spec.port()),
              targets,
              jar.digest(),
              endpoint,
              Remote.patience(deadline));
      if (reply.one("missing").isEmpty()) {
        return applied(spec, reply);
      }
      upload(deadline);
    }
    throw Fault.unavailable("the forwarder's code does not stay at " + remote.where());
  }

  private void upload(Deadline deadline) {
    try {
      remote
          .ssh()
          .upload(
              new ByteArrayInputStream(jar.content().bytes()),
              remote.root() + "/forwarder/code-" + jar.digest() + ".jar",
              "600",
              deadline);
    } catch (DriverException e) {
      // Who keeps that folder may have found it to be of no use: it is asked for again.
      if (e.reason() != DriverException.Reason.NOT_FOUND) {
        throw e;
      }
    }
  }

  private Observed<ForwardState> applied(ForwardSpec spec, Reply reply) {
    ForwardState state =
        items(reply).stream()
            .findFirst()
            .map(Page.Item::state)
            .orElseThrow(() -> Fault.internal("the forward was not told of"));
    if (!state.listening()) {
      throw new DriverException(
          Reason.CONFLICT,
          "port "
              + spec.port()
              + " of "
              + remote.where()
              + " cannot be listened on: "
              + reply.one("says").orElse("nothing is said of it"));
    }
    return Observed.settled(state);
  }

  @Override
  public Observed<ForwardState> remove(String uid, Deadline deadline) {
    remote.change(
        deadline, new byte[0], "unforward", Specs.uid(uid), Remote.patience(deadline), endpoint);
    return Observed.absent();
  }

  @Override
  public Page<ForwardState> list(Optional<String> cursor, int most, Deadline deadline) {
    return Page.of(items(remote.ask(deadline, "forwards")), cursor, most);
  }

  private List<Page.Item<ForwardState>> items(Reply reply) {
    List<Page.Item<ForwardState>> items = new ArrayList<>();
    for (Reply one : reply.parts("forward")) {
      String[] words = one.one("forward").orElseThrow().split(" ", -1);
      if (words.length != 3 || !words[1].matches("[0-9]{1,5}")) {
        throw Fault.internal(remote.where() + " tells of a forward without a port");
      }
      items.add(
          new Page.Item<>(
              words[0],
              new ForwardState(
                  Integer.parseInt(words[1]),
                  words[2].equals(NONE) ? List.of() : List.of(words[2].split(",", -1)),
                  one.one("says").filter("listening"::equals).isPresent())));
    }
    return items;
  }

  @Override
  public List<Trial<ForwardSpec>> trials(Deadline deadline) {
    List<Integer> free = host.free(4, deadline);
    String one = "127.0.0.1:" + free.get(2);
    String other = "127.0.0.1:" + free.get(3);
    return List.of(
        new Trial<>(
            new ForwardSpec(free.get(0), List.of(one)),
            new ForwardSpec(free.get(0), List.of(other, one))),
        new Trial<>(
            new ForwardSpec(free.get(1), List.of(one)),
            new ForwardSpec(free.get(1), List.of(other))));
  }
}
