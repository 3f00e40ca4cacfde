import type { Section } from '../section.js';
import { columnsSection } from './columns.js';
import { definitionsSection } from './definitions.js';
import { descriptionSection } from './description.js';
import { filesSection } from './files.js';
import { maintenanceSection } from './maintenance.js';
import { overviewSection } from './overview.js';
import { partitionsSection } from './partitions.js';
import { permissionsSection } from './permissions.js';
import { propertiesSection } from './properties.js';
import { qualitySection } from './quality.js';
import { sampleSection } from './sample.js';
import { securitySection } from './security.js';
import { snapshotsSection } from './snapshots.js';
import { usageSection } from './usage.js';

/** The parts of the page, in their order. */
export const sections: readonly Section[] = [
  descriptionSection,
  overviewSection,
  columnsSection,
  sampleSection,
  partitionsSection,
  snapshotsSection,
  definitionsSection,
  filesSection,
  qualitySection,
  usageSection,
  maintenanceSection,
  permissionsSection,
  securitySection,
  propertiesSection,
];
