using System.Collections.Immutable;

namespace Sweetspot.Training;

/// <summary>New rows, encoded as the training rows were.</summary>
/// <param name="Data">Their numbers or pixels, with what is needed to normalise them.</param>
/// <param name="Ids">Name of each row for output: the value of an id column, a picture's file, else the row's number from 1.</param>
/// <param name="Notes">What the user should know: values that count as missing, columns that were ignored.</param>
public sealed record EncodedRows(EncodedData Data, ImmutableArray<string> Ids, ImmutableArray<string> Notes);
