package org.hansa.platform.multicloud;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Why;
import org.hansa.platform.multicloud.Placement.Decision;

/**
 * Says of places that are free now why they are not for an application: by the names of those who
 * come first. All are of its own tenant, so whoever may read the one may be told of the others.
 */
final class Yielding {

  private static final String PRIORITY = "priority";

  /** What may be refused because others have of it. */
  private static final Set<String> SCARCE =
      Set.of(
          "contract", Need.CPU, Need.MEMORY, Need.STORAGE, Need.ACCELERATOR, Need.PORTS, Need.PORT);

  private static final int GREATEST = 1000;
  private static final int NAMED = 3;

  private final Applicant applicant;
  private final Taken taken;
  private final Decision free;

  /**
   * @param free what would be decided if nobody came first
   */
  Yielding(Applicant applicant, Taken taken, Decision free) {
    this.applicant = applicant;
    this.taken = taken;
    this.free = free;
  }

  List<Why> whys(List<Why> whys) {
    return whys.stream().map(w -> yields(w) ? told(w) : w).toList();
  }

  /** True if it is not refused as things are. */
  private boolean yields(Why why) {
    return SCARCE.contains(why.constraint())
        && !taken.at(why.candidate()).isEmpty()
        && free.whys().stream()
            .noneMatch(
                w ->
                    w.subject().equals(why.subject())
                        && w.candidate().equals(why.candidate())
                        && w.constraint().equals(why.constraint()));
  }

  private Why told(Why why) {
    List<Applicant> first = taken.at(why.candidate());
    return new Why(
        why.subject(),
        why.candidate(),
        PRIORITY,
        why.found() + " beside " + names(first) + ", which " + comes(first) + " first",
        why.constraint() + " " + why.wanted(),
        why.cure() + " " + cure(first));
  }

  /**
   * @param nearest what is said of the place that fails by the least
   */
  String obstacle(String nearest, List<Lack> lacks) {
    Set<Ref> places =
        lacks.stream()
            .map(Lack::why)
            .filter(this::yields)
            .map(Why::candidate)
            .collect(Collectors.toSet());
    // What is to be spread or kept together may fail where nobody took anything.
    List<Applicant> first = places.isEmpty() ? taken.all() : taken.at(places);
    String beside = first.size() == 1 ? "it" : "them";
    return "%s %s first; beside %s %s %s"
        .formatted(names(first), comes(first), beside, nearest, cure(first));
  }

  private String cure(List<Applicant> first) {
    String own = applicant.application().ref().name();
    int top = first.get(0).priority();
    return top < GREATEST
        ? "Or give " + own + " a priority above " + top + "."
        : "Or give " + first.get(0).application().ref().name() + " a lower priority.";
  }

  private static String comes(List<Applicant> first) {
    return first.size() == 1 ? "comes" : "come";
  }

  private static String names(List<Applicant> first) {
    String named =
        first.stream().limit(NAMED).map(Applicant::says).collect(Collectors.joining(", "));
    int more = first.size() - NAMED;
    return more > 0 ? named + " and " + more + " more" : named;
  }
}
