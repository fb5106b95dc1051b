package org.hansa.core.api.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Resources that are too many for the snapshot: they are in the database alone, and in no watch.
 * What is answered has been committed. They are written by {@link Transaction#catalogue}.
 * Thread-safe; fails with UNAVAILABLE when the disk does.
 */
@ProviderType
public interface Catalogue {

  /** The longest page. */
  int MOST = 1000;

  Optional<Resource> get(Ref ref);

  /**
   * A page of what fits the query: by tenant and name, or, where words are asked for, in the order
   * in which they came. A page may be shorter than asked, if they are large.
   *
   * @throws Problem INVALID if {@code after} is no cursor of such a query, or the words are none
   */
  Page list(Query query);

  /**
   * @param tenant empty for all
   * @param labels that it has, all of them
   * @param words that its name, its labels or its spec say, all of them, whatever their case; one
   *     that ends in {@code *} stands for all that begin so; empty for any
   * @param after the cursor of the page before; empty at first
   */
  record Query(
      String kind,
      Optional<String> tenant,
      Map<String, String> labels,
      String words,
      String after,
      int limit) {

    public Query {
      labels = Map.copyOf(labels);
    }

    /** The same in one tenant. */
    public Query in(String only) {
      return new Query(kind, Optional.of(only), labels, words, after, limit);
    }

    public Query after(String cursor) {
      return new Query(kind, tenant, labels, words, cursor, limit);
    }
  }

  /**
   * @param next the cursor to go on with, empty at the end
   */
  record Page(List<Resource> resources, Optional<String> next) {}
}
