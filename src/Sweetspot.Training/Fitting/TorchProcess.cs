using TorchSharp;

namespace Sweetspot.Training;

/// <summary>libtorch as this process uses it: one thread, and one user at a time, since its random generator and thread count are global.</summary>
internal static class TorchProcess
{
    /// <summary>Engine and conditions, for origins.</summary>
    public static readonly string Description = $"TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3)}, CPU, 1 thread";

    private static readonly SemaphoreSlim Alone = new(1, 1);

    /// <summary>Waits until nobody else in this process uses libtorch, and sets it to one thread.</summary>
    public static async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await Alone.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            UseOneThread();
            return new Entered();
        }
        catch
        {
            Alone.Release();
            throw;
        }
    }

    /// <summary>Sets libtorch to one thread for the calling thread, which has a count of its own once it has used libtorch: call where the work is done.</summary>
    public static void UseOneThread()
    {
        if (torch.get_num_threads() != 1)
        {
            torch.set_num_threads(1);
        }
    }

    private sealed class Entered : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                Alone.Release();
            }
        }
    }
}
