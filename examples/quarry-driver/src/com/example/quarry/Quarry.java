package com.example.quarry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.http.Answer;
import org.hansa.core.driver.http.HttpCaller;
import org.hansa.core.driver.http.Listing;
import org.hansa.core.driver.http.Paging;
import org.hansa.core.driver.http.Request;

/**
 * How things are named, found and changed at Quarry, whatever they are.
 *
 * @param owner our installation's id
 */
record Quarry(HttpCaller api, String owner) {

  /** Searches lag behind by less. */
  static final Duration SETTLE = Duration.ofSeconds(3);

  private static final String OWNER = "hansa-owner";
  private static final String UID = "hansa-uid";
  private static final int TRIES = 3;
  private static final int PRECONDITION_FAILED = 412;

  /** What each thing has. */
  interface Thing {
    String id();

    Map<String, String> labels();
  }

  /**
   * Quarry's names are short and no two are alike: so a name is made of ours and the uid, the same
   * each time, and a second creation is refused by Quarry itself.
   */
  String name(String uid) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((owner + "/" + uid).getBytes(StandardCharsets.UTF_8));
      return "hn-" + HexFormat.of().formatHex(hash, 0, 10);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  Map<String, String> labels(String uid) {
    return Map.of(OWNER, owner, UID, uid);
  }

  static String uid(Map<String, String> labels) {
    return labels.getOrDefault(UID, "");
  }

  /** By its name, which does not lag behind as searches by label do. */
  <T extends Record & Thing> Optional<T> find(
      String path, Class<T> type, String uid, Deadline deadline) {
    Request asked = Request.get(path).query("name", name(uid));
    return api.send(asked, deadline).list("/data", type).stream().findFirst();
  }

  /** Not known to be made: when the answer was lost, the next look finds it by its name. */
  void make(String path, Record what, Deadline deadline) {
    // 409: there is one of this name, which is ours, made by a call whose answer was lost.
    api.send(Request.post(path).json(what).idempotent().answers(409), deadline);
  }

  /** Quarry changes only what is as we saw it last; otherwise we look again. */
  void change(String path, String id, Record change, Deadline deadline) {
    for (int tries = 0; tries < TRIES; tries++) {
      Answer seen = api.send(Request.get(path + "/{id}", id), deadline);
      Request asked =
          Request.patch(path + "/{id}", id)
              .ifMatch(seen.etag().orElse("*"))
              .json("application/merge-patch+json", change)
              .idempotent()
              .answers(PRECONDITION_FAILED);
      if (api.send(asked, deadline).status() != PRECONDITION_FAILED) {
        return;
      }
    }
    throw new DriverException(Reason.CONFLICT, id + " is being changed by others all the time");
  }

  void remove(String path, String id, Deadline deadline) {
    api.find(Request.delete(path + "/{id}", id).idempotent(), deadline);
  }

  <T extends Record & Thing> Listing<T> ours(String path, Class<T> type) {
    Request asked = Request.get(path).query("label", OWNER + "=" + owner);
    return Listing.of(asked, "/data", type, Paging.marker("/continuation", "continuation"))
        .id(Thing::id);
  }

  /** The ids of things that a spec names by their uids. */
  <T extends Record & Thing> List<String> ids(
      String path, Class<T> type, List<String> uids, Deadline deadline) {
    return uids.stream()
        .map(
            uid ->
                find(path, type, uid, deadline)
                    .orElseThrow(() -> new DriverException(Reason.NOT_FOUND, "there is no " + uid))
                    .id())
        .toList();
  }
}
