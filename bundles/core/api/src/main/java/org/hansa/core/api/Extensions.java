package org.hansa.core.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.gate.Principal;
import org.osgi.annotation.versioning.ProviderType;

/** Brings code in, through the gate. Thread-safe. */
@ProviderType
public interface Extensions {

  /** Who may write this may bring code in. */
  Ref ALL = new Ref(Extension.KIND, Principal.SYSTEM_TENANT, "all");

  /** The greatest archive, in bytes. */
  long MAX_BYTES = 128L << 20;

  /**
   * What an archive is, and what installing it on this node would do.
   *
   * @param name by which it will be known: the bundle's, if no other is given
   * @param bundle symbolic name
   * @param digest of the archive
   * @param signer who has signed it
   * @param replaces the version that is there by that name
   * @param refreshes bundles that would be made anew for it
   * @param troubles why it would be refused; none if it would not
   */
  record Inspection(
      String name,
      String bundle,
      String version,
      String digest,
      Optional<String> signer,
      Optional<String> replaces,
      List<String> refreshes,
      List<String> troubles) {

    /** Read back, an empty list comes as none. */
    public Inspection {
      refreshes = refreshes == null ? List.of() : List.copyOf(refreshes);
      troubles = troubles == null ? List.of() : List.copyOf(troubles);
    }
  }

  /**
   * Looks, and changes nothing but that the archive's content is kept for an hour.
   *
   * @param name empty for the bundle's own
   * @param archive is read to its end, and not closed
   * @throws Problem INVALID if it is no such archive, TOO_LARGE
   */
  Inspection inspect(Optional<String> name, InputStream archive) throws IOException;

  /**
   * Has it installed on every node.
   *
   * @param door and {@code cause}: as in {@link org.hansa.core.api.gate.Request}
   * @throws Problem FORBIDDEN; INVALID if it would be refused
   */
  Inspection install(
      Principal principal,
      String door,
      String cause,
      Optional<String> name,
      InputStream archive,
      boolean force)
      throws IOException;

  /**
   * Has what was there before its last change installed again.
   *
   * @return the version
   * @throws Problem FORBIDDEN; NOT_FOUND; CONFLICT if there is nothing to go back to
   */
  String rollBack(Principal principal, String door, String cause, String name);
}
