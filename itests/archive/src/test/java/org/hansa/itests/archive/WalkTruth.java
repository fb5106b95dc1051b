package org.hansa.itests.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Json;

/**
 * Whether an answer tells what is there: whoever may not read it is answered in the same words, but
 * for the names that they said themselves, whether it stands, does not stand, or its tenant
 * neither.
 */
final class WalkTruth {

  private final WalkCases cases;
  private final WalkDoor door;
  private final Map<String, Boolean> sees = new HashMap<>();

  WalkTruth(WalkCases cases, WalkDoor door) {
    this.cases = cases;
    this.door = door;
  }

  /**
   * @param said to the walker of what stands
   */
  List<String> leaks(
      WalkCases.Operation operation, WalkCases.Target real, Walker walker, WalkDoor.Said said)
      throws IOException {
    List<String> leaks = new ArrayList<>();
    boolean compared =
        !said.isAllowed() || (walker.isForeign() && operation.method().equals("GET"));
    if (compared && !sees(operation, walker)) {
      WalkDoor.Asked asked = cases.asked(operation, real);
      String truth = words(operation, said, real);
      for (WalkCases.Target other : others(operation)) {
        WalkDoor.Asked again = cases.asked(operation, other);
        if (!again.says(asked)) {
          String words = words(operation, door.ask(walker.token(), again), other);
          if (!words.equals(truth)) {
            leaks.add(
                "%s as %s of %s: %s; of %s: %s"
                    .formatted(operation.line(), walker, real, truth, other, words));
          }
        }
      }
    }
    return leaks;
  }

  private List<WalkCases.Target> others(WalkCases.Operation operation) {
    List<WalkCases.Target> others = new ArrayList<>(cases.absent(operation));
    if (cases.isCreation(operation)) {
      others.add(cases.sample(operation));
    }
    return others;
  }

  /** May they read it: then they may know. */
  private boolean sees(WalkCases.Operation operation, Walker walker) throws IOException {
    String path = cases.path(operation);
    String key = walker + " " + path;
    if (!sees.containsKey(key)) {
      sees.put(
          key,
          door.ask(walker.token(), new WalkDoor.Asked("GET", path, "", Optional.empty()))
              .isAllowed());
    }
    return sees.get(key);
  }

  /** Without what the caller said and is called, and the request's own number. */
  private String words(WalkCases.Operation operation, WalkDoor.Said said, WalkCases.Target at) {
    String text = said.text().replaceAll("user:walk-[a-z]+(@[a-z]+)?", "WALKER");
    if (text.startsWith("{")) {
      JsonNode tree = Json.read(text);
      ((ObjectNode) tree).remove("instance");
      text = Json.text(tree);
    }
    WalkCases.Target sample = cases.sample(operation);
    for (String name : List.of(at.name(), sample.name())) {
      text = text.replaceAll("\\b" + name + "\\b", "NAME");
    }
    for (String tenant : List.of(at.tenant(), sample.tenant())) {
      text = text.replaceAll("\\b" + tenant + "\\b", "TENANT");
    }
    return said.status() + " " + text;
  }
}
