package org.hansa.core.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Facet;
import org.hansa.core.driver.Inventory;
import org.hansa.core.driver.Page;

/** What is said where nothing answers, or where we are not let in. */
final class AwayRules {

  private static final Duration LONGEST = Duration.ofSeconds(3);

  private AwayRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.of(
            "away-observe",
            "Where nothing answers, observe is UNAVAILABLE, never absent.",
            stage -> each(stage, away(stage), Reason.UNAVAILABLE, AwayRules::observe)),
        Rule.of(
            "away-list",
            "Where nothing answers, list is UNAVAILABLE, never empty.",
            stage -> each(stage, away(stage), Reason.UNAVAILABLE, AwayRules::list)),
        Rule.of(
            "away-found",
            "Where nothing answers, an inventory is UNAVAILABLE, never empty.",
            stage -> inventories(stage, away(stage), Reason.UNAVAILABLE)),
        Rule.of(
            "away-apply",
            "Where nothing answers, apply and remove are UNAVAILABLE.",
            stage -> applied(stage, away(stage), Reason.UNAVAILABLE)),
        Rule.of("away-expect", "What to expect is known where nothing answers.", AwayRules::expect),
        Rule.of(
            "denied-observe",
            "With wrong credentials observe is UNAUTHORIZED, never absent.",
            stage -> each(stage, denied(stage), Reason.UNAUTHORIZED, AwayRules::observe)),
        Rule.of(
            "denied-list",
            "With wrong credentials list is UNAUTHORIZED, never empty.",
            stage -> each(stage, denied(stage), Reason.UNAUTHORIZED, AwayRules::list)),
        Rule.of(
            "denied-apply",
            "With wrong credentials apply and remove are UNAUTHORIZED.",
            stage -> applied(stage, denied(stage), Reason.UNAUTHORIZED)),
        Rule.of(
            "denied-found",
            "With wrong credentials an inventory is UNAUTHORIZED, never empty.",
            stage -> inventories(stage, denied(stage), Reason.UNAUTHORIZED)));
  }

  static Place away(Stage stage) {
    return stage
        .subject()
        .elsewhere()
        .orElseThrow(() -> Unmet.untried(unknown(stage, "no such address is known")));
  }

  private static Place denied(Stage stage) {
    return stage
        .subject()
        .denied()
        .orElseThrow(() -> Unmet.untried(unknown(stage, "no wrong credentials are known")));
  }

  /** A live endpoint is tried where it is, and as it is. */
  static String unknown(Stage stage, String what) {
    return what + (stage.subject().shared() ? ": that is for the driver's own tests" : "");
  }

  private static Deadline soon(Stage stage) {
    Duration given = stage.ground().settings().deadline();
    return Deadline.in(given.compareTo(LONGEST) < 0 ? given : LONGEST, System::nanoTime);
  }

  /** Makes a call of a facet that must be refused. */
  @FunctionalInterface
  private interface Call {
    Object on(Facet<?, ?> facet, String uid, Deadline deadline);
  }

  private static Object observe(Facet<?, ?> facet, String uid, Deadline deadline) {
    return facet.observe(uid, deadline);
  }

  private static Object list(Facet<?, ?> facet, String uid, Deadline deadline) {
    return facet.list(Optional.empty(), Page.MOST, deadline);
  }

  private static void each(Stage stage, Place place, Reason reason, Call call) {
    Opened session = stage.open(place, stage.ground().ours());
    List<String> wrong = new ArrayList<>();
    for (Facet<?, ?> facet : session.all(Facet.class)) {
      String uid = stage.ground().uid();
      stage.ground().asked(session.installation(), uid);
      refused(facet.name(), reason, () -> call.on(facet, uid, soon(stage))).ifPresent(wrong::add);
    }
    Broken.unless(wrong.isEmpty(), String.join("; ", wrong));
  }

  private static Optional<String> refused(String name, Reason reason, Supplier<?> call) {
    Optional<Reason> refusal = Tried.refusal(call);
    return refusal.equals(Optional.of(reason))
        ? Optional.empty()
        : Optional.of(name + " " + Words.came(refusal));
  }

  private static void inventories(Stage stage, Place place, Reason reason) {
    Opened session = stage.open(place, stage.ground().ours());
    List<String> wrong = new ArrayList<>();
    for (Inventory<?> inventory : session.all(Inventory.class)) {
      refused(inventory.name(), reason, () -> inventory.all(soon(stage))).ifPresent(wrong::add);
    }
    Broken.unless(wrong.isEmpty(), String.join("; ", wrong));
  }

  private static void applied(Stage stage, Place place, Reason reason) {
    stage.each(
        new FacetCheck() {
          @Override
          public <S extends Record, O extends Record> void on(Tried<S, O> tried) {
            S spec = tried.trial().spec();
            Facet<S, O> facet = tried.in(stage.open(place, stage.ground().ours())).facet();
            String uid = tried.uid();
            require("apply", reason, () -> facet.apply(uid, spec, soon(stage)));
            require("remove", reason, () -> facet.remove(uid, soon(stage)));
          }
        });
  }

  private static void require(String verb, Reason reason, Supplier<?> call) {
    Optional<String> wrong = refused(verb, reason, call);
    Broken.unless(wrong.isEmpty(), wrong.orElse(""));
  }

  private static void expect(Stage stage) {
    Place place = away(stage);
    stage.each(
        new FacetCheck() {
          @Override
          public <S extends Record, O extends Record> void on(Tried<S, O> tried) {
            S spec = tried.trial().spec();
            Tried<S, O> away = tried.in(stage.open(place, stage.ground().ours()));
            O expected = tried.facet().expect(spec);
            Broken.unless(
                away.facet().expect(spec).equals(expected), "it is not what is expected here");
          }
        });
  }
}
