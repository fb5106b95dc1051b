package org.hansa.core.isolation.child;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.hansa.core.isolation.wire.Link;

/**
 * The program of the child. Standard input and the pipe that is open as file 3 are the wire; all
 * that is printed, by Java or native code, goes to standard error. Ends at once when the input
 * does, so that a parent that is killed leaves no orphan.
 */
public final class Child {

  private static final String WIRE = "/dev/fd/3";
  private static final int BROKEN = 70;

  private Child() {}

  public static void main(String[] arguments) throws IOException {
    InputStream in = new FileInputStream(FileDescriptor.in);
    OutputStream out = new FileOutputStream(WIRE);
    System.setIn(InputStream.nullInputStream());
    System.setOut(System.err);
    Link link = new Link(in, new Direct(out), new Host());
    try {
      link.run();
      Runtime.getRuntime().halt(0);
    } catch (IOException | RuntimeException e) {
      System.err.println("ERROR the wire broke: " + e);
      Runtime.getRuntime().halt(BROKEN);
    }
  }

  /** Frames one after another, from whichever thread has one. */
  private record Direct(OutputStream out) implements Link.Outlet {
    @Override
    public void write(byte[] frame) throws IOException {
      synchronized (out) {
        out.write(frame);
      }
    }
  }
}
