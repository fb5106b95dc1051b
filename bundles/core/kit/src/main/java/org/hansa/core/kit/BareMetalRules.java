package org.hansa.core.kit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.machine.BareMetalFacet;
import org.hansa.core.driver.machine.BareMetalSpec;
import org.hansa.core.driver.machine.BareMetalState;
import org.hansa.core.driver.machine.ServerFacet;
import org.hansa.core.driver.machine.ServerState;

/** Claims to servers. */
final class BareMetalRules {

  private BareMetalRules() {}

  static List<Rule> all() {
    return List.of(
        rule(
            "server-claimed",
            "A server that is claimed shows it, and the claim shows the server.",
            BareMetalRules::claimed),
        rule(
            "server-claimed-once",
            "A second claim to a server is a CONFLICT.",
            BareMetalRules::once),
        rule(
            "server-released",
            "A server whose claim was removed is nobody's.",
            BareMetalRules::released),
        rule(
            "claim-other-server",
            "Another server under the same uid is INVALID, and the claim stays as it was.",
            BareMetalRules::other),
        rule("server-power", "A claimed server has power when it is to.", BareMetalRules::power));
  }

  private static Rule rule(String id, String sentence, Rule.Check check) {
    return Rule.of(BareMetalFacet.NAME, id, sentence, check);
  }

  private static Tried<BareMetalSpec, BareMetalState> tried(Stage stage) {
    return stage.tried(stage.need(BareMetalFacet.class));
  }

  private static ServerState server(Stage stage, String name) {
    return stage.need(ServerFacet.class).all(stage.ground().soon()).stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Broken("the server " + name + " is not found"));
  }

  private static void claimed(Stage stage) {
    Tried<BareMetalSpec, BareMetalState> tried = tried(stage);
    BareMetalSpec spec = tried.trial().spec();
    Broken.unless(
        stage.subject().shared() || !server(stage, spec.server()).claimed(),
        "the trial's server " + spec.server() + " is claimed already");
    BareMetalState state = tried.agreed(tried.made(spec), spec);
    Broken.unless(state.server().equals(spec.server()), "the claim shows " + state.server());
    Broken.unless(server(stage, spec.server()).claimed(), "it is not shown as claimed");
  }

  private static void once(Stage stage) {
    Tried<BareMetalSpec, BareMetalState> tried = tried(stage);
    BareMetalSpec spec = tried.trial().spec();
    tried.made(spec);
    Optional<Reason> refusal = Tried.refusal(() -> tried.settle(tried.uid(), spec));
    Broken.unless(refusal.equals(Optional.of(Reason.CONFLICT)), "it " + Words.came(refusal));
  }

  private static void released(Stage stage) {
    Unmet.untriedUnless(!stage.subject().shared(), "others may claim it at once");
    Tried<BareMetalSpec, BareMetalState> tried = tried(stage);
    BareMetalSpec spec = tried.trial().spec();
    tried.gone(tried.made(spec));
    Broken.unless(!server(stage, spec.server()).claimed(), "it is shown as claimed still");
  }

  private static void other(Stage stage) {
    Tried<BareMetalSpec, BareMetalState> tried = tried(stage);
    List<Trial<BareMetalSpec>> trials = tried.trials();
    BareMetalSpec s = trials.get(0).spec();
    BareMetalSpec other =
        new BareMetalSpec(
            s.name(), trials.get(1).spec().server(), s.image(), s.keys(), s.userData(), s.on());
    Fixed.refuses(tried, s, other, Set.of(Reason.INVALID));
  }

  private static void power(Stage stage) {
    Tried<BareMetalSpec, BareMetalState> tried = tried(stage);
    BareMetalSpec spec = tried.trial().spec();
    String uid = tried.made(spec);
    for (boolean on : List.of(!spec.on(), spec.on())) {
      BareMetalSpec next =
          new BareMetalSpec(
              spec.name(), spec.server(), spec.image(), spec.keys(), spec.userData(), on);
      tried.settle(uid, next);
      Broken.unless(tried.agreed(uid, next).on() == on, "it is to be " + (on ? "on" : "off"));
    }
  }
}
