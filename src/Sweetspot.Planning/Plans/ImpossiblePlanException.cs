using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>No plan keeps what is asked; the message names the limit, by how much it breaks, and the nearest that is possible.</summary>
public sealed class ImpossiblePlanException(string message) : SweetspotException(message);
