package org.hansa.core.kit;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.hansa.core.driver.workload.ForwardFacet;
import org.hansa.core.driver.workload.ForwardSpec;
import org.hansa.core.driver.workload.ForwardState;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.driver.workload.HostState;

/** Forwards, by connections that go through them. */
final class ForwardRules {

  private static final Duration STEP = Duration.ofMillis(20);

  private ForwardRules() {}

  static List<Rule> all() {
    return List.of(
        rule("forward-leads", "A connection is led to the target.", ForwardRules::leads),
        rule(
            "forward-next-target",
            "Past a target that does not answer it is led to the next.",
            ForwardRules::next),
        rule(
            "forward-keeps-connections",
            "Other targets are for new connections; an open one stays.",
            ForwardRules::keeps),
        rule(
            "forward-port-ours",
            "A forward's port is not among those that something else has taken.",
            ForwardRules::ours),
        rule(
            "forward-shut",
            "Where a forward was, nothing listens, at latest after its settle time.",
            ForwardRules::shut));
  }

  private static Rule rule(String id, String sentence, Rule.Check check) {
    return Rule.of(ForwardFacet.NAME, id, sentence, check);
  }

  private static Tried<ForwardSpec, ForwardState> tried(Stage stage) {
    ForwardFacet facet = stage.need(ForwardFacet.class);
    Unmet.untriedUnless(
        !stage.driver().simulated() && stage.subject().local(),
        "nothing of it is reached from here");
    return stage.tried(facet);
  }

  private static void is(char wanted, char answered) {
    Broken.unless(
        wanted == answered, "the answer is from '" + answered + "', expected was '" + wanted + "'");
  }

  private static void ask(int port, char wanted) {
    try (Socket socket = Answerer.connect(port)) {
      is(wanted, Answerer.ask(socket));
    } catch (IOException e) {
      throw new Broken("through port " + port + " no answer comes: " + e.getMessage(), e);
    }
  }

  private static void leads(Stage stage) {
    Tried<ForwardSpec, ForwardState> tried = tried(stage);
    int port = tried.trial().spec().port();
    try (Answerer a = new Answerer('a', stage.ground().calls())) {
      led(tried, tried.uid(), new ForwardSpec(port, List.of(a.address())));
      ask(port, 'a');
    }
  }

  private static void led(Tried<ForwardSpec, ForwardState> tried, String uid, ForwardSpec spec) {
    tried.settle(uid, spec);
    tried.agreed(uid, spec);
  }

  private static void next(Stage stage) {
    Tried<ForwardSpec, ForwardState> tried = tried(stage);
    int port = tried.trial().spec().port();
    try (Answerer a = new Answerer('a', stage.ground().calls())) {
      led(tried, tried.uid(), new ForwardSpec(port, List.of(Answerer.nobody(), a.address())));
      ask(port, 'a');
    }
  }

  private static void keeps(Stage stage) {
    Tried<ForwardSpec, ForwardState> tried = tried(stage);
    int port = tried.trial().spec().port();
    String uid = tried.uid();
    Calls calls = stage.ground().calls();
    try (Answerer a = new Answerer('a', calls);
        Answerer b = new Answerer('b', calls)) {
      led(tried, uid, new ForwardSpec(port, List.of(a.address())));
      try (Socket open = Answerer.connect(port)) {
        is('a', Answerer.ask(open));
        led(tried, uid, new ForwardSpec(port, List.of(b.address())));
        is('a', Answerer.ask(open));
      } catch (IOException e) {
        throw new Broken("the open connection broke: " + e.getMessage(), e);
      }
      ask(port, 'b');
    }
  }

  private static void ours(Stage stage) {
    ForwardFacet facet = stage.need(ForwardFacet.class);
    HostFacet hosts = stage.need(HostFacet.class);
    Tried<ForwardSpec, ForwardState> tried = stage.tried(facet);
    ForwardSpec spec = tried.trial().spec();
    tried.made(spec);
    for (HostState host : hosts.all(tried.soon())) {
      Broken.unless(
          !host.takenPorts().contains(spec.port()),
          host.name() + " says that " + spec.port() + " is taken");
    }
  }

  private static void shut(Stage stage) {
    Tried<ForwardSpec, ForwardState> tried = tried(stage);
    ForwardSpec spec = tried.trial().spec();
    String uid = tried.made(spec);
    tried.agreed(uid, spec);
    tried.gone(uid);
    Waiting waiting = new Waiting(tried.facet().settle());
    while (accepts(spec.port())) {
      Broken.unless(waiting.forAWhile(STEP), "port " + spec.port() + " still accepts connections");
    }
  }

  private static boolean accepts(int port) {
    try (Socket socket = Answerer.connect(port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
