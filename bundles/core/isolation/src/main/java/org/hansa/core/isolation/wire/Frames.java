package org.hansa.core.isolation.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Frames as bytes: four bytes of length, highest first, and so much JSON in UTF-8. */
final class Frames {

  /** The longest frame, without its length. */
  static final int LONGEST = 16 << 20;

  private static final int PREFIX = Integer.BYTES;

  private Frames() {}

  /** The frame would be longer than {@link #LONGEST}. */
  static final class TooLong extends IOException {

    private static final long serialVersionUID = 1L;

    TooLong() {
      super("more than " + LONGEST + " bytes");
    }
  }

  /** Stops what is written into it where it becomes too long, before it fills the memory. */
  private static final class Bounded extends ByteArrayOutputStream {

    @Override
    public synchronized void write(int b) {
      check(1);
      super.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      check(length);
      super.write(bytes, from, length);
    }

    private void check(int more) {
      if (count + more > LONGEST + PREFIX) {
        throw new Overflow();
      }
    }
  }

  private static final class Overflow extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param type that the body is written as; empty: as it is
   * @throws TooLong if it is
   * @throws IOException if the body cannot be written as JSON
   */
  static byte[] encode(Frame.Kind kind, long id, String verb, Object body, Optional<JavaType> type)
      throws IOException {
    Bounded out = new Bounded();
    out.write(new byte[PREFIX], 0, PREFIX);
    ObjectWriter writer = type.map(Mapping.MAPPER::writerFor).orElse(Mapping.MAPPER.writer());
    try (JsonGenerator json = Mapping.MAPPER.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("kind", kind.name());
      json.writeNumberField("id", id);
      json.writeStringField("verb", verb);
      json.writeFieldName("body");
      writer.writeValue(json, body);
      json.writeEndObject();
    } catch (Overflow e) {
      throw new TooLong();
    } catch (IOException e) {
      if (e.getCause() instanceof Overflow) {
        throw new TooLong();
      }
      throw e;
    }
    byte[] bytes = out.toByteArray();
    ByteBuffer.wrap(bytes).putInt(bytes.length - PREFIX);
    return bytes;
  }

  /**
   * The next frame; empty at the end of the stream.
   *
   * @throws IOException if the stream breaks or what it holds is no frame
   */
  static Optional<Frame> read(DataInputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
    if (length <= 0 || length > LONGEST) {
      throw new IOException("a frame of " + Integer.toUnsignedString(length) + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the stream ends within a frame");
    }
    JsonNode tree = Mapping.MAPPER.readTree(bytes);
    return Optional.of(Mapping.MAPPER.treeToValue(tree, Frame.class));
  }
}
