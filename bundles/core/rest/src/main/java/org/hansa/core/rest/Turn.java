package org.hansa.core.rest;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Problem;
import org.hansa.core.api.gate.Principal;

/** What one round of the pump knows already: who may what now, and what some have been given. */
final class Turn {

  /** A piece ends with the commit that passes this. */
  private static final int PIECE_BYTES = 64 << 10;

  /** A longer one is made for one watcher alone, and not kept for others of the round. */
  private static final int SHARED_BYTES = 2 * PIECE_BYTES;

  private static final int PIECE_COMMITS = 256;

  private final Services services;
  private final Tail tail;
  private final Map<String, Optional<Principal>> known = new HashMap<>();
  private final Map<At, Piece> pieces = new HashMap<>();
  private final Map<Long, Optional<List<Rendered>>> tails = new HashMap<>();
  private boolean more;

  /**
   * What some watchers of a place and a view are given.
   *
   * @param to the revision where they stand then
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Piece(byte[] bytes, long to) {}

  private record At(Watched.Key key, long after) {}

  Turn(Services services, Tail tail) {
    this.services = services;
    this.tail = tail;
  }

  void moved(Watcher watcher) {
    more |= watcher.isFree() && watcher.place().after < tail.head();
  }

  /** Some took all that they were given, and there is more for them. */
  boolean isMore() {
    return more;
  }

  Optional<List<Rendered>> tail(long after) {
    return tails.computeIfAbsent(after, from -> tail.after(from, PIECE_COMMITS));
  }

  /**
   * @throws Problem UNAUTHENTICATED if who watches has lost his account
   */
  Piece piece(Watched view, long after, List<Rendered> commits) {
    // Whoever lost his account or roles since he came must not go on watching.
    Principal now = known.computeIfAbsent(view.who(), this::account).orElseThrow(Turn::lost);
    At at = new At(view.key(), after);
    Piece made = pieces.get(at);
    if (made == null) {
      made = piece(view, now, after, commits);
      if (made.bytes().length <= SHARED_BYTES) {
        pieces.put(at, made);
      }
    }
    return made;
  }

  private Optional<Principal> account(String name) {
    try {
      return Optional.of(services.gate().account(name));
    } catch (Problem e) {
      return Optional.empty();
    }
  }

  private static Problem lost() {
    return new Problem(
        Problem.Reason.UNAUTHENTICATED, "the account is gone or shut", "Log in again.");
  }

  private Piece piece(Watched view, Principal now, long after, List<Rendered> commits) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long to = after;
    for (Rendered commit : commits) {
      commit.write(view, now, services.gate(), bytes);
      to = commit.revision();
      if (bytes.size() >= PIECE_BYTES) {
        break;
      }
    }
    return new Piece(bytes.toByteArray(), to);
  }
}
