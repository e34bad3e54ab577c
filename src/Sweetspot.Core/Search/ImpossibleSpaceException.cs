namespace Sweetspot.Core;

/// <summary>No point of the space was found that keeps its constraints; names the constraint and the closest value seen.</summary>
public sealed class ImpossibleSpaceException(string message) : SweetspotException(message);
