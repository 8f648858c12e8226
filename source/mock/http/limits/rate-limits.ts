/** Requests a minute, by operation, as the API's own descriptions state them (rule 15). */
export const statedLimits: Readonly<Record<string, number>> = {
  'GET /warehouses/{warehouseId}/advanced-sync-schedule': 2,
  'GET /warehouses/{warehouseId}/syncs': 2,
  'GET /warehouses/{warehouseId}/connected-sources/{sourceId}/syncs': 2,
  'GET /warehouses/{warehouseId}/connected-sources/{sourceId}/selective-syncs': 2,
  'DELETE /destinations/{destinationId}/subscriptions/{id}': 5,
  'PATCH /destinations/{destinationId}/subscriptions/{id}': 5,
  'POST /reverse-etl-syncs': 20,
  'GET /spaces/{spaceId}/computed-traits': 25,
  'GET /spaces/{spaceId}/audiences/{id}/audience-references': 25,
  'GET /spaces/{spaceId}/entity-paths': 25,
  'GET /spaces/{spaceId}/events': 25,
  'GET /spaces/{spaceId}/events/{eventName}/properties': 25,
  'GET /spaces/{spaceId}/events/{eventName}/properties/{propertyName}/sample-values': 25,
  'GET /spaces/{spaceId}/entities/{entitySlug}/properties': 25,
  'GET /spaces/{spaceId}/entities/{entitySlug}/properties/{propertyName}/sample-values': 25,
  'GET /spaces/{spaceId}/traits': 25,
  'GET /spaces/{spaceId}/traits/{traitKey}/sample-values': 25,
  'GET /spaces/{spaceId}/audiences/{audienceId}/destination-connections': 50,
  'GET /events/volume': 60,
  'GET /spaces/{spaceId}/audiences': 60,
  'GET /spaces/{spaceId}/audiences/{audienceId}/activations': 60,
  'GET /spaces/{spaceId}/audiences/{audienceId}/activations/{id}': 60,
  'GET /spaces/{spaceId}/audienceType/{audienceType}/supported-destinations': 60,
  'POST /labels': 60,
  'DELETE /labels/{key}/{value}': 60,
  'GET /spaces/{spaceId}/audiences/{id}': 100,
  'GET /spaces/{spaceId}/computed-traits/{id}': 100,
  'GET /tracking-plans/{trackingPlanId}/rules': 200,
  'GET /warehouses/{warehouseId}/connection-state': 200,
  'GET /reverse-etl-models/{modelId}/syncs/{syncId}': 250,
  'GET /spaces/{spaceId}/audiences/previews/{id}': 300,
};

/** Requests a day (rule 304). */
export const dailyLimits: Readonly<Record<string, number>> = { 'POST /customer-insights/download': 120 };

/** The API's default is unpublished and above 600. */
export const defaultLimit = 1000;
