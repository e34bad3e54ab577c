namespace Sweetspot.Planning;

/// <summary>All constants of serving.</summary>
/// <param name="Server">Of engines for many users.</param>
/// <param name="Local">Of engines for one.</param>
public sealed record ServingConstants(ServerConstants Server, LocalConstants Local)
{
    /// <summary>Those that come with the program, set on all measurements.</summary>
    public static ServingConstants Shipped { get; } = new(new ServerConstants(), new LocalConstants());
}
