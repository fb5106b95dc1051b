package org.hansa.core.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Which files may be read, and where what documents name is brought. */
public interface Sources {

  /**
   * A file that a person named.
   *
   * @throws org.hansa.core.api.Problem NOT_FOUND if it is not there or may not be read
   */
  Path file(String name);

  /**
   * A file that a document named: relative to the document's folder, and within it.
   *
   * @throws org.hansa.core.api.Problem as {@link #file}; INVALID for one that is not relative
   */
  Path beside(Path document, String name);

  /** Where artifacts go. */
  interface Uploads {

    /**
     * @return the digest under which it is kept
     */
    String put(InputStream content) throws IOException;
  }
}
