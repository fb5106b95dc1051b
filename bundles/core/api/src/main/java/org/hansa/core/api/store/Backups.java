package org.hansa.core.api.store;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.gate.Principal;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Copies of all state: made while the installation works, and put back in its place. A backup is a
 * folder that stands under its name only when it is whole and on the disk. It lacks the root key,
 * without which its sealed values cannot be read: keep that elsewhere. What it says is sealed under
 * that key: so who can write where it lies can damage it, and cannot change it unseen. There also
 * while no store is open. One is made, removed or restored at a time. Thread-safe; asks no gate.
 */
@ProviderType
public interface Backups {

  /**
   * What doors ask the gate about: who may read lists them, write makes one, delete removes one,
   * apply restores one.
   */
  Ref ALL = new Ref("Backup", Principal.SYSTEM_TENANT, "all");

  /** The most that {@link #keep} is asked to keep. */
  int MOST_KEPT = 1000;

  /**
   * What doors ask before they have one made of which {@link #keep} is asked.
   *
   * @throws Problem INVALID if it is not from 1 to {@link #MOST_KEPT}
   */
  static void requireKeep(int newest) {
    if (newest < 1 || newest > MOST_KEPT) {
      throw Problem.invalid(
          "keep", newest, "from 1 to " + MOST_KEPT, "Say how many of the newest stay.");
    }
  }

  /** What is asked of a backup that is to be restored. */
  enum Trust {
    /** That it was sealed under the root key of this installation. */
    SEALED,
    /**
     * Nothing: somebody answers for it who knows where it lay. For one that was made without a root
     * key, by a release that sealed none, or by an installation whose root key is not to be had. A
     * seal of this installation's must fit even so.
     */
    VOUCHED
  }

  /**
   * Copies the state of one moment while writes go on.
   *
   * @param target a name of lower-case letters, digits, '.', '_' and '-', for a folder beside the
   *     others; or the absolute path of a folder that is not there yet; empty for a name made of
   *     the time
   * @param by who has it made, for the audit
   * @param cause as in {@link Entry}
   * @param progress gets lines for people
   * @throws Problem INVALID for no such name or path; CONFLICT if it is there already or another is
   *     under way; UNAVAILABLE if the store or the disk refuses: then nothing is left
   */
  Backup make(Optional<String> target, String by, String cause, Consumer<String> progress);

  /** The named ones, oldest first. What is no backup is left out. */
  List<Backup> list();

  /**
   * Removes a named one for good, damaged or not. The audit says so before it is done: so none goes
   * unsaid, and what a failing disk kept is still listed.
   *
   * @param name of one beside the others; a path is no name
   * @param by who has it removed, for the audit
   * @param cause as in {@link Entry}
   * @throws Problem INVALID for no name; NOT_FOUND; CONFLICT while another is being made or
   *     restored; UNAVAILABLE if the store or the disk refuses
   */
  void remove(String name, String by, String cause);

  /**
   * Removes, as {@link #remove} does, the oldest of those that got a name made of the time, by
   * their revisions. What a person named stays, and what another installation made.
   *
   * @param newest how many stay
   * @return their names, oldest first
   * @throws Problem as {@link #remove}; then those before are gone
   */
  List<String> keep(int newest, String by, String cause);

  /**
   * Replaces all state by what the backup holds, all of it or nothing, whatever interrupts it. All
   * of the backup is read and checked before anything changes. Then the store is closed, and is
   * there anew with the restored state, or with what was there if that fails: so the services that
   * were got before are of no use after it. Its revision is above that of both states, and {@link
   * org.hansa.core.api.Installation#SELF} is held.
   *
   * @param target as for {@link #make}
   * @param by who has it restored, for the audit, which then stands in the restored state
   * @param cause as in {@link Entry}
   * @throws Problem NOT_FOUND; INVALID if it is damaged, of a newer format, or its seal does not
   *     fit; CONFLICT if it has no seal of this installation's root key, or values that were sealed
   *     under another, if another node is alive, or another backup or restore is under way;
   *     EXHAUSTED without enough room; UNAVAILABLE if the disk or the database refuses: then the
   *     cure says whether what was there stands
   */
  void restore(String target, Trust trust, String by, String cause, Consumer<String> progress);

  /**
   * What a backup says of itself.
   *
   * @param folder where it lies
   * @param installation whose state it is
   * @param revision of that state
   * @param made when
   * @param bytes of all that it holds
   * @param counts of what it holds, by part: resources, sealed, entries, blobs
   */
  record Backup(
      String name,
      String folder,
      String installation,
      long revision,
      Instant made,
      long bytes,
      SortedMap<String, Long> counts) {

    public Backup {
      counts = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(counts)));
    }
  }
}
