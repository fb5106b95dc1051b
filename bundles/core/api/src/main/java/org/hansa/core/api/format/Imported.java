package org.hansa.core.api.format;

import java.util.List;
import org.hansa.core.api.Draft;

/**
 * What a document came to. Whatever it says is in the draft, or in the notes, or in both.
 *
 * @param notes in the order of the document
 */
public record Imported(Draft draft, List<Note> notes) {

  public Imported {
    notes = List.copyOf(notes);
  }

  /**
   * What was not understood, or only in part.
   *
   * @param path into the document, for instance {@code services.web.volumes[0]}
   * @param value what stands there, cut if it is long
   * @param inPart true if something of it is in the draft
   * @param why one clause
   * @param cure what may help, one sentence
   */
  public record Note(String path, String value, boolean inPart, String why, String cure) {}
}
