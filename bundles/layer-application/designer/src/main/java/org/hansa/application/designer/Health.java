package org.hansa.application.designer;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hansa.platform.api.Component;

/**
 * How to tell that a service answers. Compose runs a program in the container; Hansa asks a port.
 * So what can be taken over is a program that does nothing else: curl, wget, or nc.
 */
final class Health {

  private static final String CURE =
      "Write in the component which port is asked, for instance ready: {port: tcp-80, path: /}.";
  private static final Set<String> HERE =
      Set.of("localhost", "127.0.0.1", "0.0.0.0", "[::1]", "$HOSTNAME", "${HOSTNAME}");
  private static final Set<String> SEPARATORS = Set.of("||", "&&", "|", ";");
  private static final List<String> NONE = List.of("NONE");
  private static final int HTTP = 80;

  private final Ports ports;

  Health(Ports ports) {
    this.ports = ports;
  }

  Optional<Component.Probe> of(Place check) {
    if (!check.says()) {
      return Optional.empty();
    }
    Place disabled = check.at("disable");
    if (disabled.says() && disabled.text().orElse("").matches("true|false")) {
      disabled.used();
      if (disabled.value().asBoolean()) {
        return Optional.empty();
      }
    }
    Place test = check.at("test");
    if (!test.says()) {
      return Optional.empty();
    }
    List<String> words = words(test);
    if (words.equals(NONE)) {
      test.used();
      return Optional.empty();
    }
    Optional<Component.Probe> probe = probe(test, words);
    if (probe.isEmpty()) {
      test.untaken("no program is run in the container to tell that it answers", CURE);
    }
    return probe;
  }

  /** The words of the program alone: what a shell does with its answer is what Hansa does. */
  private static List<String> words(Place test) {
    List<String> words = new ArrayList<>();
    if (!test.value().isArray()) {
      words.addAll(shell(test, test.text().orElse("")));
      return words;
    }
    for (Place item : test.items()) {
      words.add(
          item.text().orElseThrow(() -> item.wrong("a word", "Write [\"CMD\", \"curl\", ...].")));
    }
    if (words.size() > 1 && words.get(0).equals("CMD-SHELL")) {
      return shell(test, words.get(1));
    }
    if (words.size() > 1 && words.get(0).equals("CMD")) {
      return words.subList(1, words.size());
    }
    return words.equals(NONE) ? NONE : List.of();
  }

  private static List<String> shell(Place test, String line) {
    List<String> words = ShellWords.of(test, line);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.endsWith(";") && word.length() > 1) {
        words.set(i, word.substring(0, word.length() - 1));
        return words.subList(0, i + 1);
      }
      if (SEPARATORS.contains(word)) {
        return words.subList(0, i);
      }
    }
    return words;
  }

  private Optional<Component.Probe> probe(Place test, List<String> words) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    String program = words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
    return switch (program) {
      case "curl", "wget" -> http(test, program, words);
      case "nc" -> connected(test, words);
      default -> Optional.empty();
    };
  }

  private Optional<Component.Probe> http(Place test, String program, List<String> words) {
    List<URI> asked = words.stream().flatMap(word -> address(word).stream()).toList();
    if (asked.size() != 1) {
      return Optional.empty();
    }
    URI address = asked.get(0);
    String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    String request = address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    int number = address.getPort() < 0 ? HTTP : address.getPort();
    boolean more =
        words.stream().anyMatch(w -> w.matches("-H|--header.*|-X|--request|-d|--data.*"));
    if (more || !request.matches("/[!-~]{0,200}")) {
      return Optional.empty();
    }
    boolean known = ports.has(number);
    Optional<String> port = ports.named(number);
    if (port.isEmpty()) {
      return Optional.empty();
    }
    taken(test, known, number);
    boolean fails = words.stream().anyMatch(w -> w.matches("-[a-zA-Z]*f[a-zA-Z]*|--fail.*"));
    if (program.equals("curl") && !fails) {
      test.inPart(
          "any answer counts for it; here it is ready at 200 to 399 alone",
          "Leave it so, or name another path.");
    }
    return Optional.of(new Component.Probe(port.get(), Optional.of(request)));
  }

  /** A port that is known has been told of where it is said. */
  private static void taken(Place test, boolean known, int number) {
    if (known) {
      test.used();
    } else {
      test.inPart(
          "the container gets a number of its own to listen on, in PORT_TCP_" + number,
          "Have the image listen on PORT_TCP_" + number + ", by a variable or an argument.");
    }
  }

  /** Of this container, by plain HTTP. */
  private static Optional<URI> address(String word) {
    String url = word.startsWith("http://") ? word : "http://" + word;
    boolean named = word.startsWith("http://") || word.matches("(localhost|127\\.0\\.0\\.1)[:/].*");
    try {
      return Optional.of(new URI(url))
          .filter(uri -> named && uri.getHost() != null && HERE.contains(uri.getHost()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** {@code nc -z localhost 5432}: that it takes a connection. */
  private Optional<Component.Probe> connected(Place test, List<String> words) {
    List<String> said = words.stream().skip(1).filter(w -> !w.startsWith("-")).toList();
    boolean asks = words.stream().anyMatch(w -> w.matches("-[a-zA-Z]*z[a-zA-Z]*"));
    if (!asks
        || said.size() != 2
        || !HERE.contains(said.get(0))
        || !said.get(1).matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(said.get(1));
    boolean known = ports.has(number);
    Optional<String> port = ports.named(number);
    port.ifPresent(name -> taken(test, known, number));
    return port.map(name -> new Component.Probe(name, Optional.empty()));
  }
}
