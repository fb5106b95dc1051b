package org.hansa.core.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;

/** Entity tags: the revision between quotes (RFC 9110, 13.1). */
final class Tags {

  private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]{0,64})\"");
  private static final String ANY = "*";
  private static final int MOST = 16;

  private Tags() {}

  static String of(Resource resource) {
    return '"' + Long.toString(resource.revision()) + '"';
  }

  /**
   * The revision that a write must find there: 0 for nothing, empty for whatever there is.
   *
   * @throws Problem PRECONDITION if it is plain already that it cannot hold
   */
  static Optional<Long> wanted(HttpServletRequest request, Optional<Resource> there) {
    String match = request.getHeader("If-Match");
    String none = request.getHeader("If-None-Match");
    if (none != null) {
      if (match != null || !none.strip().equals(ANY)) {
        throw new Problem(
            Problem.Reason.INVALID,
            "a write takes If-None-Match only as *, and not with If-Match",
            "Send If-None-Match: * to create, If-Match to change.");
      }
      if (there.isPresent()) {
        throw failed("it exists, at revision " + there.get().revision());
      }
      return Optional.of(0L);
    }
    if (match == null) {
      return Optional.empty();
    }
    Resource now = there.orElseThrow(() -> failed("it does not exist"));
    boolean any = match.strip().equals(ANY);
    // A weak tag never matches strongly, as If-Match wants it.
    if (!any && !tags(match, false).contains(Long.toString(now.revision()))) {
      throw failed("it is at revision " + now.revision());
    }
    return Optional.of(now.revision());
  }

  /** True if the caller has this state already. */
  static boolean known(HttpServletRequest request, Resource resource) {
    String none = request.getHeader("If-None-Match");
    return none != null
        && (none.strip().equals(ANY)
            || tags(none, true).contains(Long.toString(resource.revision())));
  }

  private static List<String> tags(String header, boolean weakToo) {
    List<String> tags = new ArrayList<>();
    for (String part : header.split(",", MOST + 1)) {
      Matcher tag = TAG.matcher(part.strip());
      if (!tag.matches() || tags.size() == MOST) {
        throw new Problem(
            Problem.Reason.MALFORMED,
            "an entity tag is not a revision between quotes",
            "Send back what ETag said, for instance \"42\"; at most " + MOST + " of them.");
      }
      if (weakToo || tag.group(1) == null) {
        tags.add(tag.group(2));
      }
    }
    return tags;
  }

  private static Problem failed(String why) {
    return new Problem(
        Problem.Reason.PRECONDITION, "the precondition does not hold: " + why, "Read it again.");
  }
}
