using System.IO.Pipelines;

namespace MlFunctions.Storage;

/// <summary>Artifacts that are written as they are made, so that no size of them is ever in memory.</summary>
internal static class ArtifactWriting
{
    /// <summary>Writes an artifact that does not exist yet.</summary>
    /// <param name="store">Where to.</param>
    /// <param name="path">The artifact.</param>
    /// <param name="write">Writes its content to a stream, on a thread of its own; not called where the artifact is there.</param>
    /// <param name="cancellationToken">Gives up; nothing is changed.</param>
    /// <returns>False, and nothing is changed, where it is there.</returns>
    public static async Task<bool> WriteIfAbsentAsync(this IArtifactStore store, ArtifactPath path, Action<Stream> write, CancellationToken cancellationToken)
    {
        if (await store.GetETagAsync(path, cancellationToken) is not null)
        {
            return false;
        }

        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19));
        var writing = Task.Run(() => Fill(pipe.Writer, write), cancellationToken);
        var content = pipe.Reader.AsStream();
        try
        {
            var isWritten = await store.PutIfAbsentAsync(path, content, cancellationToken);

            // Whoever lost a race for the artifact stops reading, and what is still being made has nowhere to go.
            await pipe.Reader.CompleteAsync();
            await writing;
            return isWritten;
        }
        catch (Exception exception)
        {
            await pipe.Reader.CompleteAsync(exception);
            await writing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }

    private static void Fill(PipeWriter pipe, Action<Stream> write)
    {
        try
        {
            using (var stream = pipe.AsStream(leaveOpen: true))
            {
                write(stream);
            }

            pipe.Complete();
        }
        catch (Exception exception)
        {
            // The reader fails with it, and with the reader the artifact.
            pipe.Complete(exception);
        }
    }
}
