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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.gate.Principal;

/**
 * Makes the pages of one list agree: the state that the first page was cut from is kept for a short
 * while, for the same principal with the same roles. Snapshots share structure, so that costs only
 * what has changed since: it is kept while that is not too much, and not for ever, however often it
 * is asked for. Of the states of the past, which share nothing with each other, the last alone is
 * kept: another can be made anew from the change log. Thread-safe.
 */
final class Pages {

  private static final int MOST = 64;

  /** Of one principal, so that nobody pushes the others' out. */
  private static final int MOST_EACH = 8;

  /** Revisions: what has changed in them since is in memory for the sake of a list. */
  private static final long MOST_BEHIND = 50_000;

  /** Since it was last asked for. */
  private static final Duration KEPT = Duration.ofMinutes(2);

  /** Since it was first. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final Pattern WRITTEN =
      Pattern.compile("([0-9]{1,18}) ([0-9a-f]{8}) ([a-z0-9.-]{1,253}) ([a-z0-9.-]{1,253})");

  private final InstantSource clock;
  private final Map<Key, Kept> kept = new LinkedHashMap<>();
  private Optional<Map.Entry<Key, Kept>> past = Optional.empty();

  Pages(InstantSource clock) {
    this.clock = clock;
  }

  private record Key(Principal principal, long revision) {}

  /**
   * @param until unless it is asked for before
   * @param end whoever asks
   */
  private record Kept(Snapshot snapshot, Instant until, Instant end) {

    static Kept of(Snapshot snapshot, Instant now, Instant end) {
      Instant until = now.plus(KEPT);
      return new Kept(snapshot, until.isBefore(end) ? until : end, end);
    }
  }

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

  /**
   * The state that an earlier page was cut from.
   *
   * @param newest revision of the state of now
   */
  synchronized Snapshot at(Principal principal, long revision, long newest) {
    sweep(newest);
    Kept found = kept.get(new Key(principal, revision));
    if (found == null) {
      throw Trouble.gone(
          "the state that this list was cut from is no longer kept", "Begin without a cursor.");
    }
    return found.snapshot;
  }

  /** Remembers a state because a page of it is still to come. */
  synchronized void keep(Principal principal, Snapshot snapshot, long newest) {
    sweep(newest);
    Key key = new Key(principal, snapshot.revision());
    Instant now = clock.instant();
    Kept former = kept.remove(key);
    List<Key> mine = kept.keySet().stream().filter(k -> k.principal().equals(principal)).toList();
    mine.stream().limit(Math.max(0, mine.size() - MOST_EACH + 1)).forEach(kept::remove);
    kept.put(key, Kept.of(snapshot, now, former == null ? now.plus(LONGEST) : former.end()));
  }

  /** A state of the past, if it is that of which a page was cut last. */
  synchronized Optional<Snapshot> past(Principal principal, long revision) {
    sweepPast();
    return past.filter(p -> p.getKey().equals(new Key(principal, revision)))
        .map(p -> p.getValue().snapshot());
  }

  /** Remembers a state of the past in place of the last. */
  synchronized void keepPast(Principal principal, Snapshot snapshot) {
    Key key = new Key(principal, snapshot.revision());
    Instant now = clock.instant();
    sweepPast();
    Instant end =
        past.filter(p -> p.getKey().equals(key))
            .map(p -> p.getValue().end())
            .orElse(now.plus(LONGEST));
    past = Optional.of(Map.entry(key, Kept.of(snapshot, now, end)));
  }

  private void sweep(long newest) {
    Instant now = clock.instant();
    sweepPast();
    Iterator<Kept> oldest = kept.values().iterator();
    while (oldest.hasNext()) {
      Kept next = oldest.next();
      if (next.until.isBefore(now)
          || next.snapshot.revision() < newest - MOST_BEHIND
          || kept.size() > MOST) {
        oldest.remove();
      }
    }
  }

  private void sweepPast() {
    past = past.filter(p -> !p.getValue().until().isBefore(clock.instant()));
  }
}
