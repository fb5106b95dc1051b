package org.hansa.platform.multicloud;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Why;
import org.hansa.platform.multicloud.Constraint.Refusal;

/**
 * The least that is asked and that no place has together: without any one of it there is one, and
 * nothing else that is asked matters to it.
 *
 * @param members in the order in which a person is told of them
 */
record Conflict(List<Member> members) {

  Conflict {
    members = List.copyOf(members);
  }

  /**
   * One of what is asked.
   *
   * @param who the component that asks; empty if it holds for all
   * @param refusal the smallest change of it alone that would make all fit
   */
  record Member(Ask ask, String who, Refusal refusal) {

    String says() {
      String found = refusal.found().isEmpty() ? "" : ", found '" + refusal.found() + "'";
      return ask.constraint()
          + (who.isEmpty() ? "" : " of " + who)
          + " (wanted '"
          + refusal.wanted()
          + "'"
          + found
          + ")";
    }
  }

  String says() {
    String asked = members.stream().map(Member::says).collect(Collectors.joining(", "));
    String cures =
        members.stream().map(m -> m.refusal().cure()).collect(Collectors.joining(" Or: "));
    String lead = members.size() == 1 ? "" : "these do not go together: ";
    return lead + asked + ". " + cures;
  }

  /** All of them in a line. */
  static String say(List<Conflict> conflicts) {
    return conflicts.stream().map(Conflict::says).collect(Collectors.joining(" And "));
  }

  /**
   * As explanations have them.
   *
   * @param application which asks for all of it
   */
  static List<Why> whys(Ref application, List<Conflict> conflicts) {
    List<Why> whys = new ArrayList<>();
    for (int i = 0; i < conflicts.size(); i++) {
      for (Member m : conflicts.get(i).members()) {
        whys.add(
            new Why(
                m.ask().subject(),
                application,
                Why.CONFLICT + (i + 1) + ":" + m.ask().constraint(),
                m.refusal().found(),
                m.refusal().wanted(),
                m.refusal().cure()));
      }
    }
    return whys;
  }
}
