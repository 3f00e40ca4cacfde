import type * as vscode from 'vscode';
import type { HoverRequest } from '../lineage/lineageApi.js';
import type { LineageService } from '../lineage/lineageService.js';

/** The lineage of the workspace, one for all features: its index follows the files and the connections. */
export interface WorkspaceLineage {
  readonly service: LineageService;
  /** Where a position is in the SQL of its document; nothing where there is none. */
  placeOf(
    document: vscode.TextDocument,
    position: vscode.Position,
    signal: AbortSignal,
  ): Promise<HoverRequest | undefined>;
}
