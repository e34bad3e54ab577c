namespace Sweetspot.TestKit;

/// <summary>Waits for what happens on other threads.</summary>
public static class Eventually
{
    /// <summary>Returns once the condition holds; the test's own time-out is the only limit.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }

    /// <inheritdoc cref="TrueAsync(Func{Task{bool}})"/>
    public static Task TrueAsync(Func<bool> condition) => TrueAsync(() => Task.FromResult(condition()));
}
