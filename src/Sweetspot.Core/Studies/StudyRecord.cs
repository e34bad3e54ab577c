namespace Sweetspot.Core;

/// <summary>A study as a store keeps it.</summary>
/// <param name="Id">The store's number for it.</param>
/// <param name="Name">Name shown to people.</param>
/// <param name="Identity">Hash of all that decides its results; the same identity is the same study.</param>
/// <param name="Definition">The whole definition as JSON, so that a worker or viewer needs nothing else.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Created">When it was first stored.</param>
public sealed record StudyRecord(long Id, string Name, string Identity, string Definition, StudyState State, DateTimeOffset Created);
