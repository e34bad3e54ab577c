using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>There is no teacher to learn from, or it came to nothing on a split.</summary>
internal sealed class TeacherException(string message) : SweetspotException(message);
