package org.hansa.core.rest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.gate.Principal;

/**
 * Makes the pages of one list agree: the state that the first page was cut from is kept for a short
 * while, for the same principal with the same roles. Snapshots share structure, so that costs only
 * what has changed since. Thread-safe.
 */
final class Pages {

  private static final int MOST = 64;

  /** Of one principal, so that nobody pushes the others' out. */
  private static final int MOST_EACH = 8;

  private static final Duration KEPT = Duration.ofMinutes(2);
  private static final Pattern WRITTEN =
      Pattern.compile("([0-9]{1,18}) ([0-9a-f]{8}) ([a-z0-9.-]{1,253}) ([a-z0-9.-]{1,253})");

  private final InstantSource clock;
  private final Map<Key, Kept> kept = new LinkedHashMap<>();

  Pages(InstantSource clock) {
    this.clock = clock;
  }

  private record Key(Principal principal, long revision) {}

  private record Kept(Snapshot snapshot, Instant until) {}

  /**
   * Where a page ended.
   *
   * @param list which list, so that a cursor is not carried to another
   */
  record Cursor(long revision, String list, String tenant, String name) {

    static Cursor parse(String text, String list) {
      Matcher found = WRITTEN.matcher(decoded(text));
      if (!found.matches() || !found.group(2).equals(list)) {
        throw Problem.invalid(
            "cursor", text, "one of this list", "Take it from 'next' and change nothing else.");
      }
      return new Cursor(Long.parseLong(found.group(1)), list, found.group(3), found.group(4));
    }

    String written() {
      String text = revision + " " + list + " " + tenant + " " + name;
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String decoded(String text) {
      try {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      } catch (IllegalArgumentException e) {
        return "";
      }
    }
  }

  /** A mark of what a list selects: it only catches mistakes, rights are decided by the gate. */
  static String list(String... selection) {
    return String.format("%08x", List.of(selection).hashCode());
  }

  /** The state that an earlier page was cut from. */
  synchronized Snapshot at(Principal principal, long revision) {
    sweep();
    Kept found = kept.get(new Key(principal, revision));
    if (found == null) {
      throw Trouble.gone(
          "the state that this list was cut from is no longer kept", "Begin without a cursor.");
    }
    return found.snapshot;
  }

  /** Remembers a state because a page of it is still to come. */
  synchronized void keep(Principal principal, Snapshot snapshot) {
    sweep();
    Key key = new Key(principal, snapshot.revision());
    kept.remove(key);
    List<Key> mine = kept.keySet().stream().filter(k -> k.principal().equals(principal)).toList();
    mine.stream().limit(Math.max(0, mine.size() - MOST_EACH + 1)).forEach(kept::remove);
    kept.put(key, new Kept(snapshot, clock.instant().plus(KEPT)));
  }

  private void sweep() {
    Instant now = clock.instant();
    Iterator<Kept> oldest = kept.values().iterator();
    while (oldest.hasNext()) {
      if (oldest.next().until.isBefore(now) || kept.size() > MOST) {
        oldest.remove();
      }
    }
  }
}
