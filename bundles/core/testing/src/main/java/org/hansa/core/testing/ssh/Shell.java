package org.hansa.core.testing.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/**
 * A command as a server runs it: what it reads and what it says at once, so that neither waits for
 * the other. It is killed with its channel, though not what it started.
 */
final class Shell implements Command {

  private final String command;
  private final Path home;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private InputStream in;
  private OutputStream out;
  private OutputStream err;
  private ExitCallback exit;
  private Process process;

  Shell(String command, Path home) {
    this.command = command;
    this.home = home;
  }

  @Override
  public void setInputStream(InputStream stream) {
    in = stream;
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    out = stream;
  }

  @Override
  public void setErrorStream(OutputStream stream) {
    err = stream;
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    exit = callback;
  }

  @Override
  public void start(ChannelSession channel, Environment env) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command).directory(home.toFile());
    builder.environment().clear();
    builder.environment().put("HOME", home.toString());
    builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
    process = builder.start();
    if (channel instanceof Counted counted) {
      counted.commanded();
      CompletableFuture<Void> unused = process.onExit().thenRun(counted::ended);
    }
    threads.execute(() -> pump(in, process.getOutputStream()));
    Future<?> saying = threads.submit(() -> pump(process.getInputStream(), out));
    Future<?> complaining = threads.submit(() -> pump(process.getErrorStream(), err));
    threads.execute(() -> end(saying, complaining));
  }

  private void end(Future<?> saying, Future<?> complaining) {
    try {
      int code = process.waitFor();
      saying.get();
      complaining.get();
      exit.onExit(code);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pump(InputStream from, OutputStream to) {
    byte[] some = new byte[32_768];
    try (to) {
      for (int n = from.read(some); n >= 0; n = from.read(some)) {
        to.write(some, 0, n);
        to.flush();
      }
    } catch (IOException e) {
      // One of both is gone: the other sees it.
      return;
    }
  }

  @Override
  public void destroy(ChannelSession channel) {
    if (process != null) {
      process.destroy();
    }
    threads.shutdownNow();
  }
}
