package org.hansa.application.designer;

import java.util.ArrayList;
import java.util.List;
import org.hansa.core.api.Problem;

/** What a service runs: entry point and command, each as one line or as words. */
final class Commands {

  private Commands() {}

  static List<String> of(Place service) {
    Place entrypoint = service.at("entrypoint");
    Place command = service.at("command");
    List<String> words = new ArrayList<>();
    boolean own = entrypoint.says();
    if (own) {
      words.addAll(words(entrypoint));
      entrypoint.used();
    }
    if (command.says()) {
      List<String> after = words(command);
      words.addAll(after);
      if (own) {
        command.used();
      } else if (after.isEmpty()) {
        command.untaken(
            "an empty command means the image's own here",
            "Write under entrypoint what is to run.");
      } else {
        command.inPart(
            "what is run is this and nothing else: the image's own entry point is not put before it",
            "If the image has an entry point that is needed, write it under entrypoint.");
      }
    }
    if (own && words.isEmpty()) {
      entrypoint.inPart(
          "it takes the image's entry point away, and nothing is left to run",
          "Write under command what is to run.");
    }
    variables(own ? entrypoint : command, words);
    return List.copyOf(words);
  }

  private static List<String> words(Place place) {
    if (!place.value().isArray()) {
      return place.text().map(line -> ShellWords.of(place, line)).orElseThrow(() -> wrong(place));
    }
    List<String> words = new ArrayList<>();
    for (Place item : place.items()) {
      words.add(item.text().orElseThrow(() -> wrong(item)));
    }
    return words;
  }

  private static Problem wrong(Place place) {
    return place.wrong("a line or a list of words", "Write it as [\"program\", \"argument\"].");
  }

  /** Compose leaves these to a shell in the container; here they are put in before. */
  private static void variables(Place place, List<String> words) {
    if (words.stream().anyMatch(word -> word.contains("${"))) {
      place.told(
          "${NAME} is put in before the start, from the component's environment",
          "Write $$NAME for what a shell in the container is to put in.");
    }
  }
}
