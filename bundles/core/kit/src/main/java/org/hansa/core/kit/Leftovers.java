package org.hansa.core.kit;

import java.util.ArrayList;
import java.util.List;

/** Looks whether all that was made is gone. */
final class Leftovers {

  private Leftovers() {}

  static void none(Stage stage) {
    Unmet.untriedUnless(!stage.ground().settings().keep(), "what was made is to be kept");
    stage.each(Leftovers::comesAndGoes);
    List<String> left = new ArrayList<>();
    stage.ground().standing().forEach(m -> left.add(m.toString()));
    for (Opened session : List.of(stage.ours(), stage.others())) {
      session
          .objects()
          .forEach(
              (name, facet) ->
                  new Tried<>(stage, session, facet, name)
                      .listed()
                      .keySet()
                      .forEach(
                          uid -> left.add(new Made(session.installation(), name, uid).toString())));
    }
    Broken.unless(
        left.isEmpty(), "there are still " + String.join(", ", left.stream().distinct().toList()));
  }

  private static <S extends Record, O extends Record> void comesAndGoes(Tried<S, O> tried) {
    tried.gone(tried.made(tried.trial().spec()));
  }
}
