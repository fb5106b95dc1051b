package org.hansa.core.kit;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Opening;

/** What a driver says of itself, and how it opens an endpoint. */
final class DriverRules {

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST = 63;
  private static final Duration QUICK = Duration.ofSeconds(1);

  /** The last word of a component that holds a secret. */
  private static final Set<String> SECRET =
      Set.of(
          "password",
          "passwd",
          "pwd",
          "passphrase",
          "secret",
          "token",
          "credential",
          "credentials",
          "apikey");

  /** Before "key" these make it one that nobody may know. */
  private static final Set<String> SECRET_KEY = Set.of("private", "api", "access", "secret");

  private DriverRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.of("driver-id", "Its id is a lower-case word, the same each time.", DriverRules::id),
        Rule.of("driver-version", "It says its version.", DriverRules::version),
        Rule.of("options-record", "Its options can be read from JSON.", DriverRules::options),
        Rule.of("options-no-secret", "No option is a secret by its name.", DriverRules::secrets),
        Rule.of("open-quick", "Opening waits for nobody.", DriverRules::quick),
        Rule.of("open-away", "It opens though the other side is away.", DriverRules::away),
        Rule.of("bad-options-refused", "Unusable options are INVALID.", DriverRules::bad),
        Rule.of("simulated-stable", "Whether it simulates stays.", DriverRules::simulated));
  }

  private static void id(Stage stage) {
    String id = stage.driver().id();
    Broken.unless(
        ID.matcher(id).matches() && id.length() <= LONGEST,
        "the id '" + Words.brief(id) + "' is not up to 63 lower-case letters, digits and '-'");
    Broken.unless(id.equals(stage.driver().id()), "the id was " + id + " and is another now");
  }

  private static void version(Stage stage) {
    String version = stage.driver().version();
    Broken.unless(!version.isBlank() && version.length() <= LONGEST, "the version is " + version);
  }

  private static void options(Stage stage) {
    Class<? extends Record> options = stage.driver().options();
    Bindable.check(options, options.getSimpleName());
  }

  private static void secrets(Stage stage) {
    secrets(stage.driver().options(), "");
  }

  private static void secrets(Class<?> type, String path) {
    for (RecordComponent component : Bindable.components(type)) {
      String name = component.getName();
      Broken.unless(
          !secret(name),
          "the option " + path + name + " looks like a secret; have it given as a credential");
      if (component.getType() != type) {
        secrets(component.getType(), path + name + ".");
      }
    }
  }

  private static boolean secret(String name) {
    String[] words = name.split("(?<=[a-z0-9])(?=[A-Z])", -1);
    String last = words[words.length - 1].toLowerCase(Locale.ROOT);
    boolean key =
        last.equals("key")
            && words.length > 1
            && SECRET_KEY.contains(words[words.length - 2].toLowerCase(Locale.ROOT));
    return key || SECRET.contains(last);
  }

  private static void quick(Stage stage) {
    List<Place> places =
        Stream.of(
                Optional.of((Place) stage.subject()),
                stage.subject().elsewhere(),
                stage.subject().denied())
            .flatMap(Optional::stream)
            .toList();
    for (Place place : places) {
      long start = System.nanoTime();
      stage.open(place, stage.ground().ours());
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      Broken.unless(took.compareTo(QUICK) < 0, "open took " + Words.time(took));
    }
  }

  private static void away(Stage stage) {
    Place away = AwayRules.away(stage);
    Broken.unless(
        !stage.open(away, stage.ground().ours()).abilities().isEmpty(), "it has no abilities then");
  }

  private static void bad(Stage stage) {
    List<Record> bad = stage.subject().badOptions();
    Unmet.untriedUnless(!bad.isEmpty(), AwayRules.unknown(stage, "no unusable options are known"));
    for (Record options : bad) {
      Place place = (installation, s) -> with(options, stage.subject().opening(installation, s));
      Optional<Reason> refusal = Tried.refusal(() -> stage.open(place, stage.ground().ours()));
      Broken.unless(
          refusal.equals(Optional.of(Reason.INVALID)),
          Words.brief(options) + " " + Words.came(refusal));
    }
  }

  private static Opening with(Record options, Opening o) {
    return new Opening(
        o.installation(),
        o.endpoint(),
        options,
        o.credentials(),
        o.folder(),
        o.content(),
        o.clock(),
        o.timer(),
        o.hint());
  }

  private static void simulated(Stage stage) {
    boolean simulated = stage.driver().simulated();
    stage.ours();
    Broken.unless(simulated == stage.driver().simulated(), "it is not what it was: " + simulated);
  }
}
